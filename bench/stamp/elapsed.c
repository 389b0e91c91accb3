/* How long a program takes from its spawn to its end, without the start-up of whoever asks:

     elapsed COUNT PROGRAM [ARGUMENT...]

   prints one line of nanoseconds a run, and the exit status of the first run that fails is its own. Output is thrown away. */
#define _GNU_SOURCE
#include "stamp.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: elapsed COUNT PROGRAM [ARGUMENT...]\n");
        return 64;
    }
    posix_spawn_file_actions_t silent;
    posix_spawn_file_actions_init(&silent);
    posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", O_WRONLY, 0);
    for (int left = atoi(argv[1]); left > 0; left--) {
        pid_t pid;
        int status;
        int64_t start = nanoseconds(CLOCK_MONOTONIC);
        int error = posix_spawn(&pid, argv[2], &silent, NULL, argv + 2, environ);
        if (error != 0) {
            fprintf(stderr, "%s: %s\n", argv[2], strerror(error));
            return 127;
        }
        waitpid(pid, &status, 0);
        int64_t end = nanoseconds(CLOCK_MONOTONIC);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
        printf("%lld\n", (long long)(end - start));
    }
    return 0;
}
