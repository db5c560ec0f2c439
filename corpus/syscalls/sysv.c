/* Only here: System V shared memory, semaphores and message queues, and POSIX message queues. */
#include "check.h"
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

/* SHMLBA, which is a page where caches do not alias, and less than that. */
#ifdef __mips__
enum { BOUNDARY = 0x40000, UNALIGNED = 4096 };
#else
enum { BOUNDARY = 4096, UNALIGNED = 2048 };
#endif

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

static void shared(void)
{
	int id = OK(shmget(IPC_PRIVATE, 10000, IPC_CREAT | 0640));
	char *a = shmat(id, NULL, 0), *b = shmat(id, NULL, SHM_RDONLY);
	printf("attached %d %d aligned %d\n", a != (void *)-1, b != (void *)-1, (unsigned long)a % BOUNDARY == 0);
	strcpy(a, "shared");
	printf("%s\n", b);
	struct shmid_ds ds;
	CALL(shmctl(id, IPC_STAT, &ds));
	printf("size %d nattch %d cpid %d mode %o uid %d atime %d\n", (int)ds.shm_segsz, (int)ds.shm_nattch, ds.shm_cpid == getpid(),
		(unsigned)ds.shm_perm.mode & 0777, ds.shm_perm.uid == getuid(), time(NULL) - ds.shm_atime < 100);
	ds.shm_perm.mode = 0600;
	CALL(shmctl(id, IPC_SET, &ds));
	CALL(shmctl(id, IPC_STAT, &ds));
	printf("mode %o\n", (unsigned)ds.shm_perm.mode & 0777);
	fflush(stdout);
	if (fork() == 0) {
		strcpy(a, "child");
		_exit(0);
	}
	wait(NULL);
	printf("%s\n", b);
	CALL(shmdt(b));
	CALL(shmdt(b));
	CALL(shmdt(a));
	printf("unaligned %d\n", shmat(id, (char *)0x60240000 + UNALIGNED, 0) == (void *)-1 && errno == EINVAL);
	CALL(shmctl(id, IPC_RMID, NULL));
	CALL(shmctl(999999, IPC_STAT, &ds));
	CALL(shmget(0x12345, 10, 0));
}

static void semaphores(void)
{
	int id = OK(semget(IPC_PRIVATE, 3, IPC_CREAT | 0600));
	unsigned short v[3] = {1, 2, 3}, w[3] = {0};
	CALL(semctl(id, 0, SETALL, (union semun){.array = v}));
	CALL(semctl(id, 1, SETVAL, (union semun){.val = 7}));
	CALL(semctl(id, 0, GETALL, (union semun){.array = w}));
	printf("%d %d %d\n", w[0], w[1], w[2]);
	struct sembuf ops[2] = {{0, -1, IPC_NOWAIT}, {1, 5, SEM_UNDO}};
	CALL(semop(id, ops, 2));
	CALL(semctl(id, 1, GETVAL));
	CALL(semop(id, ops, 1));
	CALL(semctl(id, 1, GETPID) == getpid());
	ops[0].sem_flg = 0;
	CALL(semtimedop(id, ops, 1, &(struct timespec){0, 2000000}));
	struct semid_ds ds;
	CALL(semctl(id, 0, IPC_STAT, (union semun){.buf = &ds}));
	printf("nsems %d otime %d\n", (int)ds.sem_nsems, time(NULL) - ds.sem_otime < 100);
	struct seminfo info;
	printf("info %d\n", semctl(0, 0, IPC_INFO, (union semun){.buf = (void *)&info}) >= 0 && info.semvmx == 32767);
	CALL(semctl(id, 9, GETVAL));
	CALL(semctl(id, 0, IPC_RMID));
	CALL(semctl(id, 0, GETVAL));
}

static void messages(void)
{
	int id = OK(msgget(IPC_PRIVATE, IPC_CREAT | 0600));
	struct {
		long type;
		char text[64];
	} m = {3, "third"}, r = {0};
	CALL(msgsnd(id, &m, 6, 0));
	m.type = 1;
	strcpy(m.text, "first");
	CALL(msgsnd(id, &m, 6, IPC_NOWAIT));
	struct msqid_ds ds;
	CALL(msgctl(id, IPC_STAT, &ds));
	printf("qnum %d lspid %d stime %d\n", (int)ds.msg_qnum, ds.msg_lspid == getpid(), time(NULL) - ds.msg_stime < 100);
	CALL(msgrcv(id, &r, 64, 1, 0));
	printf("%ld %s\n", r.type, r.text);
	CALL(msgrcv(id, &r, 3, 0, 0));
	CALL(msgrcv(id, &r, 3, 0, MSG_NOERROR));
	CALL(msgrcv(id, &r, 64, 0, IPC_NOWAIT));
	m.type = 0;
	CALL(msgsnd(id, &m, 6, 0));
	CALL(msgctl(id, IPC_RMID, NULL));
	CALL(msgget(0x54321, 0));
}

static void queues(void)
{
	char name[32];
	snprintf(name, sizeof name, "/corpus-%d", (int)getpid());
	struct mq_attr a = {.mq_maxmsg = 4, .mq_msgsize = 64}, b;
	mqd_t q = OK(mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, &a));
	if (q == (mqd_t)-1)
		return;
	CALL(mq_getattr(q, &b));
	printf("maxmsg %ld msgsize %ld cur %ld\n", b.mq_maxmsg, b.mq_msgsize, b.mq_curmsgs);
	CALL(mq_send(q, "low", 3, 1));
	CALL(mq_send(q, "high", 4, 9));
	char buf[64] = "";
	unsigned prio = 0;
	CALL(mq_receive(q, buf, 64, &prio));
	printf("%s %u\n", buf, prio);
	CALL(mq_receive(q, buf, 64, NULL));
	CALL(mq_receive(q, buf, 64, NULL));
	CALL(mq_receive(q, buf, 3, NULL));
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	CALL(mq_timedreceive(q, buf, 64, &prio, &ts));
	CALL(mq_unlink(name));
	CALL(mq_open(name, O_RDONLY));
}

int main(void)
{
	shared();
	semaphores();
	messages();
	queues();
	return 0;
}
