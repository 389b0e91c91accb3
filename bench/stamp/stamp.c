/* A core that costs next to nothing: it plays `vega` as far as Visor looks, stamps a clock at its first line and right
   before its end, and answers UpgradeStatus on its socket.

     vega version --output json
     vega start --stamps FILE --socket PATH [--crash-after MS] [--next TAG --height N --due-after MS]

   Its version is what was written into it where VERSION_PLACE stands, or the name of the folder it lies in. With --next, that upgrade is accepted from the first answer on and
   ready --due-after milliseconds after the start. Other arguments are ignored. */
#define _GNU_SOURCE
#include "node.h"

#include <signal.h>
#include <sys/un.h>

#define VERSION_PLACE "@version-of-the-release@"

/* volatile: looked up when it runs, since it is changed in the finished program. */
static volatile char version[64] = VERSION_PLACE;

static const char *next, *height = "0";
static int64_t due = INT64_MAX;

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

static int listen_at(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "%s is too long for a socket\n", path);
        exit(1);
    }
    strcpy(address.sun_path, path);
    unlink(path);
    return listen_on((struct sockaddr *)&address, sizeof address, path);
}

static void answer(const struct connection *to, const char *request)
{
    const char *id = strstr(request, "\"id\":");
    char body[512];
    int size = snprintf(body, sizeof body,
        "{\"result\":{\"AcceptedReleaseInfo\":{\"VegaReleaseTag\":\"%s\",\"UpgradeBlockHeight\":%s},\"ReadyToUpgrade\":%s},"
        "\"error\":null,\"id\":%lu}\n",
        next == NULL ? "" : next, height, nanoseconds(CLOCK_MONOTONIC) >= due ? "true" : "false", id == NULL ? 0 : strtoul(id + 5, NULL, 10));
    reply(to, body, size);
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

    next = argument(argc, argv, "--next");
    if (next != NULL && argument(argc, argv, "--height") != NULL)
        height = argument(argc, argv, "--height");
    const char *crash_after = argument(argc, argv, "--crash-after"), *due_after = argument(argc, argv, "--due-after");
    int64_t crash = crash_after == NULL ? INT64_MAX : start + atoll(crash_after) * 1000000;
    if (due_after != NULL) {
        due = start + atoll(due_after) * 1000000;
        record(STAMP_DUE, due, 0);
    }

    int listener = listen_at(path);
    for (;;) {
        if (nanoseconds(CLOCK_MONOTONIC) >= crash)
            end(3);
        serve_until(crash, listener, answer);
    }
}
