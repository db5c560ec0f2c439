/* Calls that are not written yet. */
#include "sys.h"

long sys_ioctl(int32_t a0, uint32_t a1, uint32_t a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_socketcall(int32_t a0, gaddr a1) { (void)a0; (void)a1; return -ENOSYS; }
long sys_ipc(uint32_t a0, uint32_t a1, uint32_t a2, uint32_t a3, gaddr a4, uint32_t a5) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; (void)a5; return -ENOSYS; }
long sys_sigreturn(void) {  return -ENOSYS; }
long sys_accept(int32_t a0, gaddr a1, gaddr a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_bind(int32_t a0, gaddr a1, uint32_t a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_connect(int32_t a0, gaddr a1, uint32_t a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_getpeername(int32_t a0, gaddr a1, gaddr a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_getsockname(int32_t a0, gaddr a1, gaddr a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_getsockopt(int32_t a0, uint32_t a1, uint32_t a2, gaddr a3, gaddr a4) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; return -ENOSYS; }
long sys_recv(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_recvfrom(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3, gaddr a4, gaddr a5) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; (void)a5; return -ENOSYS; }
long sys_recvmsg(int32_t a0, gaddr a1, uint32_t a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_send(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_sendmsg(int32_t a0, gaddr a1, uint32_t a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_sendto(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3, gaddr a4, uint32_t a5) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; (void)a5; return -ENOSYS; }
long sys_setsockopt(int32_t a0, uint32_t a1, uint32_t a2, gaddr a3, uint32_t a4) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; return -ENOSYS; }
long sys_socket(uint32_t a0, uint32_t a1, int32_t a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_socketpair(uint32_t a0, uint32_t a1, int32_t a2, gaddr a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_rt_sigreturn(void) {  return -ENOSYS; }
long sys_accept4(int32_t a0, gaddr a1, gaddr a2, uint32_t a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_recvmmsg(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3, gaddr a4) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; return -ENOSYS; }
long sys_sendmmsg(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_semctl(int32_t a0, int32_t a1, uint32_t a2, uint32_t a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_shmctl(int32_t a0, uint32_t a1, gaddr a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_msgsnd(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_msgrcv(int32_t a0, gaddr a1, uint32_t a2, int32_t a3, uint32_t a4) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; return -ENOSYS; }
long sys_msgctl(int32_t a0, uint32_t a1, gaddr a2) { (void)a0; (void)a1; (void)a2; return -ENOSYS; }
long sys_recvmmsg_time64(int32_t a0, gaddr a1, uint32_t a2, uint32_t a3, gaddr a4) { (void)a0; (void)a1; (void)a2; (void)a3; (void)a4; return -ENOSYS; }
long sys_semtimedop_time64(int32_t a0, gaddr a1, uint32_t a2, gaddr a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
long sys_semtimedop(int32_t a0, gaddr a1, uint32_t a2, gaddr a3) { (void)a0; (void)a1; (void)a2; (void)a3; return -ENOSYS; }
