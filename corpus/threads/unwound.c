/* Only here: a signal's frame that glibc's unwinder meets when it cancels a blocked thread; on PowerPC it needs the vDSO. */
/* corpus: guests ppc */
/* corpus: tags glibc */
/* corpus: oracle signal SIGABRT */
#include "cancel.c"
