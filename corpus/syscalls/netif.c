/* Only here: network interfaces through ioctl and routing sockets. */
/* corpus: tags glibc */
#include "check.h"
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int main(void)
{
	int s = CALL(socket(AF_INET, SOCK_DGRAM, 0));
	struct ifreq r = {0};
	strcpy(r.ifr_name, "lo");
	CALL(ioctl(s, SIOCGIFINDEX, &r));
	printf("index %d\n", r.ifr_ifindex);
	CALL(ioctl(s, SIOCGIFFLAGS, &r));
	printf("loopback %d up %d\n", !!(r.ifr_flags & IFF_LOOPBACK), !!(r.ifr_flags & IFF_UP));
	CALL(ioctl(s, SIOCGIFADDR, &r));
	printf("addr %d %s\n", r.ifr_addr.sa_family, inet_ntoa(((struct sockaddr_in *)&r.ifr_addr)->sin_addr));
	CALL(ioctl(s, SIOCGIFNETMASK, &r));
	printf("mask %s\n", inet_ntoa(((struct sockaddr_in *)&r.ifr_netmask)->sin_addr));
	CALL(ioctl(s, SIOCGIFMTU, &r));
	printf("mtu %d\n", r.ifr_mtu);
	CALL(ioctl(s, SIOCGIFHWADDR, &r));
	printf("hw %d\n", r.ifr_hwaddr.sa_family);
	r.ifr_ifindex = 1;
	CALL(ioctl(s, SIOCGIFNAME, &r));
	printf("name %s\n", r.ifr_name);
	strcpy(r.ifr_name, "none");
	CALL(ioctl(s, SIOCGIFMTU, &r));
	struct ifreq list[16];
	struct ifconf c = {.ifc_len = sizeof list, .ifc_req = list};
	CALL(ioctl(s, SIOCGIFCONF, &c));
	for (int i = 0; i < c.ifc_len / (int)sizeof *list; i++)
		printf("%s %d %s\n", list[i].ifr_name, list[i].ifr_addr.sa_family, inet_ntoa(((struct sockaddr_in *)&list[i].ifr_addr)->sin_addr));
	struct if_nameindex *n = if_nameindex();
	for (struct if_nameindex *i = n; i && i->if_index; i++)
		printf("interface %u %s\n", i->if_index, i->if_name);
	SHOW("%u", if_nametoindex("lo"));
	struct ifaddrs *a;
	CALL(getifaddrs(&a));
	for (struct ifaddrs *i = a; i; i = i->ifa_next) {
		char text[64] = "";
		int f = i->ifa_addr ? i->ifa_addr->sa_family : -1;
		if (f == AF_INET)
			inet_ntop(f, &((struct sockaddr_in *)i->ifa_addr)->sin_addr, text, sizeof text);
		if (f == AF_INET6)
			inet_ntop(f, &((struct sockaddr_in6 *)i->ifa_addr)->sin6_addr, text, sizeof text);
		if (strcmp(i->ifa_name, "lo") == 0)
			printf("%s family %d flags %x %s\n", i->ifa_name, f, i->ifa_flags, text);
	}
	int nl = CALL(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
	struct {
		struct nlmsghdr h;
		struct rtgenmsg g;
	} q = {{sizeof q, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 5, 0}, {AF_UNSPEC}};
	struct sockaddr_nl k = {.nl_family = AF_NETLINK};
	socklen_t len = sizeof k;
	CALL(sendto(nl, &q, sizeof q, 0, (struct sockaddr *)&k, sizeof k));
	CALL(getsockname(nl, (struct sockaddr *)&k, &len));
	printf("own %d len %d\n", k.nl_pid != 0, (int)len);
	char buf[32768];
	long got = recv(nl, buf, sizeof buf, 0);
	for (struct nlmsghdr *h = (void *)buf; NLMSG_OK(h, got); h = NLMSG_NEXT(h, got)) {
		struct ifinfomsg *i = NLMSG_DATA(h);
		int left = IFLA_PAYLOAD(h);
		if (h->nlmsg_type != RTM_NEWLINK || i->ifi_index != 1)
			continue;
		printf("seq %u index %d type %d flags %x\n", h->nlmsg_seq, i->ifi_index, i->ifi_type, i->ifi_flags);
		for (struct rtattr *t = IFLA_RTA(i); RTA_OK(t, left); t = RTA_NEXT(t, left))
			if (t->rta_type == IFLA_IFNAME)
				printf("name %s\n", (char *)RTA_DATA(t));
			else if (t->rta_type == IFLA_MTU)
				printf("mtu %d\n", *(int *)RTA_DATA(t));
	}
	return 0;
}
