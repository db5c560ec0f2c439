/* Guest code that changes after it was lifted. */
#ifndef CODE_H
#define CODE_H

#include "lock.h"
#include "xlat.h"

/* code_init write-protects the pages of segments both writable and executable from
 * which code was lifted, so that the first write to each is noticed. */
void code_init(void);

/* code_unwatch ends that, for the host's kernel to write there. It reports whether
 * there were such pages still. */
bool code_unwatch(void);

/* code_changed says that other code than before may be at a range: it was
 * mapped, unmapped or made writable. */
void code_changed(gaddr start, uint32_t size);

/* code_lock keeps those apart that end the use of functions. */
extern struct lock code_lock;

/* code_close ends the use of the lifted functions that are chosen. */
void code_close(bool (*chosen)(const struct function *));

/* code_close_all ends the use of all lifted functions. */
void code_close_all(void);

/* memory_changed says that a range may hold something else than before: something
 * was mapped or unmapped there, or it was made writable. Lifted functions are no
 * longer used if any relies on what it held. */
void memory_changed(gaddr start, uint32_t size);

/* code_from returns the first lifted function that ends after addr, or
 * program.functions_end. */
const struct function *code_from(gaddr addr);

/* code_is_closed reports whether the lifted code for addr is no longer used. */
bool code_is_closed(gaddr addr);

/* code_was_changed reports whether code on the page of addr has changed. */
bool code_was_changed(gaddr addr);

/* code_written handles a write fault at addr: it returns true where the page
 * was only protected to notice the write, which can now be repeated. */
bool code_written(gaddr addr);

#endif
