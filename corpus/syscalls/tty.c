/* Only here: terminals: a pseudo-terminal, its settings in every structure, window size, and what is no terminal. */
/* corpus: tags glibc */
#include "check.h"
#include <asm/ioctls.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>

static void show(const char *what, const struct termios *t)
{
	printf("%s: i %x o %x c %x l %x cc", what, t->c_iflag, t->c_oflag, t->c_cflag, t->c_lflag);
	static const struct {
		const char *name;
		int index;
	} names[] = {
		{"intr", VINTR}, {"quit", VQUIT}, {"erase", VERASE}, {"kill", VKILL}, {"eof", VEOF}, {"time", VTIME}, {"min", VMIN},
		{"start", VSTART}, {"stop", VSTOP}, {"susp", VSUSP}, {"eol", VEOL}, {"reprint", VREPRINT}, {"discard", VDISCARD},
		{"werase", VWERASE}, {"lnext", VLNEXT}, {"eol2", VEOL2},
	};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		printf(" %s %d", names[i].name, t->c_cc[names[i].index]);
	printf("\n");
}

int main(void)
{
	int m = OK(open("/dev/ptmx", O_RDWR | O_NOCTTY));
	if (m < 0)
		return 0;
	int zero = 0;
	unsigned n = 0;
	CALL(ioctl(m, TIOCSPTLCK, &zero));
	CALL(ioctl(m, TIOCGPTN, &n));
	char name[64];
	CALL(ptsname_r(m, name, sizeof name));
	char expect[64];
	snprintf(expect, sizeof expect, "/dev/pts/%u", n);
	printf("name %d\n", strcmp(name, expect));
	int s = CALL(open(name, O_RDWR | O_NOCTTY));
	SHOW("%d", isatty(s));
	struct termios t, u;
	CALL(tcgetattr(s, &t));
	show("default", &t);
	u = t;
	cfmakeraw(&u);
	u.c_cc[VMIN] = 3;
	u.c_cc[VTIME] = 9;
	u.c_cc[VEOF] = 5;
	u.c_cc[VEOL] = 6;
	u.c_cc[VEOL2] = 7;
	u.c_cc[VINTR] = 8;
	u.c_lflag |= IEXTEN | TOSTOP | ECHOCTL;
	cfsetspeed(&u, B38400);
	CALL(tcsetattr(s, TCSANOW, &u));
	CALL(tcgetattr(m, &t));
	show("raw", &t);
	printf("speed %d\n", cfgetospeed(&t) == B38400);
	CALL(tcsetattr(s, TCSADRAIN, &u));
	CALL(tcsetattr(s, TCSAFLUSH, &u));
	CALL(tcdrain(s));
	CALL(tcflush(s, TCIOFLUSH));
	CALL(tcflow(s, TCOON));
	struct winsize w = {24, 80, 1, 2}, x = {0};
	CALL(ioctl(s, TIOCSWINSZ, &w));
	CALL(ioctl(m, TIOCGWINSZ, &x));
	printf("%d %d %d %d\n", x.ws_row, x.ws_col, x.ws_xpixel, x.ws_ypixel);
	CALL(write(m, "abc", 3));
	int avail = 0;
	usleep(20000);
	CALL(ioctl(s, FIONREAD, &avail));
	printf("available %d\n", avail);
	CALL(ioctl(s, TIOCOUTQ, &avail));
	char buf[16];
	CALL(read(s, buf, sizeof buf));
	int d = 5;
	CALL(ioctl(s, TIOCGETD, &d));
	printf("discipline %d\n", d);
	int on = 1;
	CALL(ioctl(s, FIONBIO, &on));
	CALL(read(s, buf, sizeof buf));
	CALL(ioctl(s, FIOCLEX));
	printf("%d\n", fcntl(s, F_GETFD));
	CALL(ioctl(s, FIONCLEX));
	CALL(ioctl(s, TIOCEXCL));
	CALL(ioctl(s, TIOCNXCL));
	CALL(tcgetpgrp(s));
	CALL(ioctl(m, TIOCPKT, &on));
	int f = open("/dev/null", O_RDWR);
	CALL(tcgetattr(f, &t));
	SHOW("%d", isatty(f));
	CALL(ioctl(99, TIOCGWINSZ, &w));
	CALL(ioctl(s, TIOCGWINSZ, 16));
	/* A session of its own with the terminal. */
	fflush(stdout);
	pid_t child = forkpty(&m, NULL, NULL, &w);
	if (child == 0) {
		struct winsize y;
		int r = ioctl(0, TIOCGWINSZ, &y);
		printf("in session %d %d %d\n", r, y.ws_col, tcgetpgrp(0) == getpid());
		fflush(stdout);
		_exit(0);
	}
	int got = 0;
	char text[128];
	for (long k; got < 100 && (k = read(m, text + got, 100 - got)) > 0;)
		got += k;
	text[got] = 0;
	printf("%s", text);
	return 0;
}
