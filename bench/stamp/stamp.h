/* The stamps a measured process leaves behind: fixed records in a shared mapping, so that a stamp is a store to memory and
   not a system call that could wait for the disk. The reader is Visor.Bench/StampFile.cs. */
#ifndef STAMP_H
#define STAMP_H

#include <stdint.h>
#include <time.h>

enum stamp_kind { STAMP_START = 1, STAMP_EXIT = 2, STAMP_DUE = 3, STAMP_TERM = 4, STAMP_OPEN = 5 };

/* 24 bytes. Both clocks in nanoseconds: CLOCK_MONOTONIC to measure with, CLOCK_REALTIME to lay beside a strace. */
struct stamp {
    int32_t kind;
    int32_t pid;
    int64_t monotonic;
    int64_t realtime;
};

/* The first 24 bytes of the file: how many records follow. */
struct stamps {
    _Atomic int32_t count;
    int32_t reserved[5];
    struct stamp records[];
};

static inline int64_t nanoseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

#endif
