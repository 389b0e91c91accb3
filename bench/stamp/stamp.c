/* A core that costs next to nothing: it plays `vega` as far as Visor looks, stamps a clock at its first line and right
   before its end, and answers UpgradeStatus on its socket.

     vega version --output json
     vega start --stamps FILE --socket PATH [--crash-after MS] [--next TAG --height N --due-after MS]

   Its version is what was written into it where VERSION_PLACE stands, or the name of the folder it lies in. With --next, that upgrade is accepted from the first answer on and
   ready --due-after milliseconds after the start. Other arguments are ignored. */
#define _GNU_SOURCE
#include "stamp.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define VERSION_PLACE "@version-of-the-release@"

/* volatile: looked up when it runs, since it is changed in the finished program. */
static volatile char version[64] = VERSION_PLACE;

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

static void end(int status)
{
    record(STAMP_EXIT, nanoseconds(CLOCK_MONOTONIC), nanoseconds(CLOCK_REALTIME));
    _exit(status);
}

static void terminated(int signal)
{
    (void)signal;
    record(STAMP_TERM, nanoseconds(CLOCK_MONOTONIC), nanoseconds(CLOCK_REALTIME));
    end(0);
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int print_version(char *path)
{
    if (version[0] != '@') {
        char text[sizeof version];
        for (size_t i = 0; i < sizeof version; i++)
            text[i] = version[i];
        printf("{\"version\":\"%s\",\"hash\":\"0\"}\n", text);
        return 0;
    }
    char *name = strrchr(path, '/');
    if (name == NULL)
        return 1;
    *name = '\0';
    char *folder = strrchr(path, '/');
    printf("{\"version\":\"%s\",\"hash\":\"0\"}\n", folder == NULL ? path : folder + 1);
    return 0;
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

static int listen_on(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "%s is too long for a socket\n", path);
        exit(1);
    }
    strcpy(address.sun_path, path);
    unlink(path);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, CONNECTIONS) != 0)
        fail(path);
    return listener;
}

/* Whether the request is whole: its head, and as many bytes after it as the head promises. */
static int is_whole(const char *request, size_t length)
{
    const char *body = strstr(request, "\r\n\r\n");
    const char *promise = strcasestr(request, "content-length:");
    return body != NULL && promise != NULL && length - (size_t)(body + 4 - request) >= strtoul(promise + 15, NULL, 10);
}

static void answer(struct connection *to, const char *next, const char *height, int ready)
{
    const char *id = strstr(to->request, "\"id\":");
    char body[512], reply[1024];
    int size = snprintf(body, sizeof body,
        "{\"result\":{\"AcceptedReleaseInfo\":{\"VegaReleaseTag\":\"%s\",\"UpgradeBlockHeight\":%s},\"ReadyToUpgrade\":%s},"
        "\"error\":null,\"id\":%lu}\n",
        next == NULL ? "" : next, height, ready ? "true" : "false", id == NULL ? 0 : strtoul(id + 5, NULL, 10));
    int length = snprintf(reply, sizeof reply,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", size, body);
    (void)!write(to->descriptor, reply, (size_t)length);
    to->length = 0;
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

int main(int argc, char **argv)
{
    int64_t start = nanoseconds(CLOCK_MONOTONIC), started_at = nanoseconds(CLOCK_REALTIME);
    if (argc > 1 && strcmp(argv[1], "version") == 0)
        return print_version(argv[0]);

    const char *file = argument(argc, argv, "--stamps"), *path = argument(argc, argv, "--socket");
    if (file == NULL || path == NULL) {
        fprintf(stderr, "usage: vega start --stamps FILE --socket PATH\n");
        return 64;
    }
    map(file);
    record(STAMP_START, start, started_at);
    signal(SIGTERM, terminated);

    const char *next = argument(argc, argv, "--next"), *height = argument(argc, argv, "--height");
    const char *crash_after = argument(argc, argv, "--crash-after"), *due_after = argument(argc, argv, "--due-after");
    int64_t crash = crash_after == NULL ? INT64_MAX : start + atoll(crash_after) * 1000000;
    int64_t due = due_after == NULL ? INT64_MAX : start + atoll(due_after) * 1000000;
    if (due != INT64_MAX)
        record(STAMP_DUE, due, 0);

    int listener = listen_on(path);
    for (int i = 0; i < CONNECTIONS; i++)
        connections[i].descriptor = -1;
    for (;;) {
        int64_t now = nanoseconds(CLOCK_MONOTONIC);
        if (now >= crash)
            end(3);
        struct pollfd wanted[CONNECTIONS + 1] = { { .fd = listener, .events = POLLIN } };
        for (int i = 0; i < CONNECTIONS; i++)
            wanted[i + 1] = (struct pollfd){ .fd = connections[i].descriptor, .events = POLLIN };
        int wait = crash == INT64_MAX ? -1 : (int)((crash - now) / 1000000) + 1;
        if (poll(wanted, CONNECTIONS + 1, wait) <= 0)
            continue;
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
            if (is_whole(from->request, from->length))
                answer(from, next, height == NULL ? "0" : height, nanoseconds(CLOCK_MONOTONIC) >= due);
        }
    }
}
