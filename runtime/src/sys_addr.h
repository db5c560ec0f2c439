/* Socket addresses in both byte orders; shared by the files of sockets. */
#ifndef SYS_ADDR_H
#define SYS_ADDR_H

#include "sys.h"

enum { ADDR_MAX = 128 };

/* sockaddr_in makes the host's form in h, which has ADDR_MAX bytes, of len bytes
 * at a. sockaddr_out turns len bytes of the host's form into the guest's. */
long sockaddr_in(uint8_t *h, gaddr a, uint32_t len);
void sockaddr_out(uint8_t *sa, uint32_t len);

/* sockaddr_put stores an address and its length as the calls that hand one out
 * do: at most what *lenp says fits, and the whole length. len is the room the
 * caller read from lenp. */
long sockaddr_put(gaddr a, gaddr lenp, uint8_t *h, uint32_t room, uint32_t len);

/* controls_in and controls_out convert control messages. controls_in returns the
 * host's length or an error; h has size bytes. controls_out returns the guest's
 * length and says in *truncated whether some did not fit in room. */
long controls_in(uint8_t *h, size_t size, gaddr a, uint32_t len);
uint32_t controls_out(uint8_t *g, uint32_t room, const uint8_t *h, size_t len, bool *truncated);

/* Sockets of kind FD_NETLINK convert what they send and receive. addr is the
 * host's form or NULL; netlink_sendmsg's message is the host's but for the data. */
long netlink_send(int32_t fd, gaddr buf, uint32_t size, uint32_t flags, const uint8_t *addr, uint32_t len);
long netlink_sendmsg(int32_t fd, struct host_msghdr *h, uint32_t flags);
void netlink_received(gaddr buf, uint32_t n);

#endif
