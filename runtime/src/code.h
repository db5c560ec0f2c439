/* Guest code that changes after it was lifted. */
#ifndef CODE_H
#define CODE_H

#include "xlat.h"

/* code_init write-protects segments that are both writable and executable, so
 * that the first write to each page is noticed. */
void code_init(void);

/* code_changed says that other code than before may be at a range: it was
 * mapped, unmapped or made writable. */
void code_changed(gaddr start, uint32_t size);

/* code_was_changed reports whether code on the page of addr has changed. */
bool code_was_changed(gaddr addr);

/* code_written handles a write fault at addr: it returns true where the page
 * was only protected to notice the write, which can now be repeated. */
bool code_written(gaddr addr);

#endif
