/* The host's vDSO: calls that its kernel answers without being entered. */
#ifndef HOST_VDSO_H
#define HOST_VDSO_H

/* host_vdso_init looks the functions up. Those that are not there make the system
 * call. */
void host_vdso_init(void);

/* As the system calls of these names: 0 or -errno. */
long vdso_clock_gettime(long clock, long time);
long vdso_gettimeofday(long time, long zone);

#endif
