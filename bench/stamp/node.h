/* What the stamping nodes share: their stamps, the words of their command line, and an HTTP server that is one loop.
   A program is one source file, so all of it is static. */
#ifndef NODE_H
#define NODE_H

#include "stamp.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONNECTIONS = 8, REQUEST_SIZE = 4096 };

struct connection {
    int descriptor;
    size_t length;
    char request[REQUEST_SIZE];
};

static struct stamps *stamps;
static int capacity;
static struct connection connections[CONNECTIONS];

static void record(enum stamp_kind kind, int64_t monotonic, int64_t realtime)
{
    int slot = stamps->count++;
    if (slot < capacity)
        stamps->records[slot] = (struct stamp){ kind, getpid(), monotonic, realtime };
}

static void record_now(enum stamp_kind kind)
{
    record(kind, nanoseconds(CLOCK_MONOTONIC), nanoseconds(CLOCK_REALTIME));
}

static void end(int status)
{
    record_now(STAMP_EXIT);
    _exit(status);
}

static void terminated(int signal)
{
    (void)signal;
    record_now(STAMP_TERM);
    end(0);
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static const char *argument(int argc, char **argv, const char *name)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    return NULL;
}

static void map(const char *path)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0)
        fail(path);
    stamps = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0);
    if (stamps == MAP_FAILED)
        fail(path);
    capacity = (int)(((size_t)status.st_size - sizeof(struct stamps)) / sizeof(struct stamp));
    close(file);
}

/* From here on the server can be asked. */
static int listen_on(const struct sockaddr *address, socklen_t size, const char *name)
{
    int one = 1, listener = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0
        || bind(listener, address, size) != 0 || listen(listener, CONNECTIONS) != 0)
        fail(name);
    for (int i = 0; i < CONNECTIONS; i++)
        connections[i].descriptor = -1;
    return listener;
}

/* The body, once the request is whole: its head, and as many bytes after it as the head promises. */
static const char *body_of(const struct connection *from)
{
    const char *body = strstr(from->request, "\r\n\r\n");
    const char *promise = strcasestr(from->request, "content-length:");
    return body != NULL && promise != NULL && from->length - (size_t)(body + 4 - from->request) >= strtoul(promise + 15, NULL, 10)
        ? body + 4 : NULL;
}

static void reply(const struct connection *to, const char *body, int size)
{
    char head[256];
    int length = snprintf(head, sizeof head,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n\r\n", size);
    /* In one piece, so that nobody waits for a second. */
    struct iovec pieces[] = { { head, (size_t)length }, { (void *)body, (size_t)size } };
    (void)!sendmsg(to->descriptor, &(struct msghdr){ .msg_iov = pieces, .msg_iovlen = 2 }, MSG_NOSIGNAL);
}

static void drop(struct connection *gone)
{
    close(gone->descriptor);
    gone->descriptor = -1;
    gone->length = 0;
}

static void accept_one(int listener)
{
    int descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    for (int i = 0; descriptor >= 0 && i < CONNECTIONS; i++)
        if (connections[i].descriptor < 0) {
            connections[i].descriptor = descriptor;
            return;
        }
    close(descriptor);
}

/* Answers what comes before a moment, in nanoseconds of CLOCK_MONOTONIC, and returns after each turn. */
static void serve_until(int64_t moment, int listener, void (*answer)(const struct connection *to, const char *body))
{
    struct pollfd wanted[CONNECTIONS + 1] = { { .fd = listener, .events = POLLIN } };
    for (int i = 0; i < CONNECTIONS; i++)
        wanted[i + 1] = (struct pollfd){ .fd = connections[i].descriptor, .events = POLLIN };
    int64_t left = moment - nanoseconds(CLOCK_MONOTONIC);
    struct timespec wait = { .tv_sec = left / 1000000000, .tv_nsec = left % 1000000000 };
    if (left <= 0 || ppoll(wanted, CONNECTIONS + 1, moment == INT64_MAX ? NULL : &wait, NULL) <= 0)
        return;
    if (wanted[0].revents != 0)
        accept_one(listener);
    for (int i = 0; i < CONNECTIONS; i++) {
        struct connection *from = &connections[i];
        if (wanted[i + 1].revents == 0 || from->descriptor != wanted[i + 1].fd)
            continue;
        ssize_t got = read(from->descriptor, from->request + from->length, REQUEST_SIZE - 1 - from->length);
        if (got <= 0) {
            drop(from);
            continue;
        }
        from->length += (size_t)got;
        from->request[from->length] = '\0';
        const char *body = body_of(from);
        if (body != NULL) {
            answer(from, body);
            from->length = 0;
        }
    }
}

#endif
