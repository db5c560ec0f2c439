/* Only here: calls of the last addresses there are: -1, which the runtime returns for something else, and its neighbours. */
#include <stdio.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	static const uint32_t places[] = {0xffffffff, 0xfffffffe, 0xfffffffc};
	for (int i = 0; i < 3; i++) {
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			void (*volatile f)(void) = (void (*)(void))(uintptr_t)places[i];
			f();
			_exit(3);
		}
		int status;
		waitpid(pid, &status, 0);
		printf("%08x: %s %d\n", (unsigned)places[i], WIFSIGNALED(status) ? "signal" : "status", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	}
	return 0;
}
