/* Runs a benchmark, compiled with its main renamed, as often as asked. */
int bench_main(void);

int main(void)
{
	for (int i = 0; i < REPEAT; i++)
		if (bench_main())
			return 1;
	return 0;
}
