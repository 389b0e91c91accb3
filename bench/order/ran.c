// ran SYMBOLS PROGRAM COPY                      puts a breakpoint on each function of a copy of the program
// ran SYMBOLS PROGRAM COPY FOLDER [ARGUMENT...] runs the copy in this process's place
//
// FOLDER/PID then lists the functions as they are entered. A detached tracer takes each breakpoint away when it is hit, so that the
// program is soon as fast as without it. The breakpoints are in the file, because Visor gives the pages of its code back to the
// kernel: read anew, they have their breakpoints again, and a function that still runs is listed again.
//
// SYMBOLS has a line "ADDRESS NAME" for each function, as nm(1) prints them: the program must have a fixed address. Processes that
// the program starts by exec are not followed.
#define _GNU_SOURCE
#include <elf.h>
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { Breakpoint = 0xcc };

struct function {
    unsigned long address;
    char *name;
    unsigned char first;
};

static struct function *functions;
static size_t count;

static int by_address(const void *a, const void *b)
{
    const struct function *x = a, *y = b;
    return (x->address > y->address) - (x->address < y->address);
}

static void read_symbols(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        err(1, "%s", path);
    char *line = NULL;
    size_t room = 0, allocated = 0;
    while (getline(&line, &room, file) > 0) {
        char *name;
        unsigned long address = strtoul(line, &name, 16);
        if (*name++ != ' ')
            errx(1, "%s: not \"ADDRESS NAME\": %s", path, line);
        name[strcspn(name, "\n")] = 0;
        if (count == allocated) {
            allocated = allocated * 2 + 4096;
            functions = realloc(functions, allocated * sizeof *functions);
            if (functions == NULL)
                err(1, "memory");
        }
        functions[count++] = (struct function){ .address = address, .name = strdup(name) };
    }
    fclose(file);
    free(line);
    if (count == 0)
        errx(1, "%s has no symbols", path);
    qsort(functions, count, sizeof *functions, by_address);
}

// Where the file has the code of an address.
static off_t find_code(int file, unsigned long *address)
{
    Elf64_Ehdr header;
    Elf64_Phdr segment;
    if (pread(file, &header, sizeof header, 0) != sizeof header)
        err(1, "the program's header");
    for (int i = 0; i < header.e_phnum; i++) {
        off_t at = (off_t)(header.e_phoff + (size_t)i * header.e_phentsize);
        if (pread(file, &segment, sizeof segment, at) == sizeof segment && segment.p_type == PT_LOAD && segment.p_flags & PF_X) {
            *address = segment.p_vaddr;
            return (off_t)segment.p_offset;
        }
    }
    errx(1, "the program has no code");
}

static void read_first_bytes(const char *program, int copy)
{
    int file = open(program, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        err(1, "%s", program);
    unsigned long start;
    off_t offset = find_code(file, &start);
    size_t length = functions[count - 1].address + 1 - start;
    unsigned char *text = malloc(length);
    if (text == NULL || pread(file, text, length, offset) != (ssize_t)length)
        err(1, "%s: its code cannot be read", program);
    for (size_t i = 0; i < count; i++)
        functions[i].first = text[functions[i].address - start];
    for (size_t i = 0; i < count; i++)
        text[functions[i].address - start] = Breakpoint;
    if (copy >= 0 && pwrite(copy, text, length, offset) != (ssize_t)length)
        err(1, "the copy cannot be written");
    free(text);
    close(file);
}

// True if the thread has hit one of ours: it goes on at the function's first instruction.
static int pass(pid_t thread, int memory, FILE *list)
{
    unsigned long after = (unsigned long)ptrace(PTRACE_PEEKUSER, thread, offsetof(struct user_regs_struct, rip), 0);
    struct function wanted = { .address = after - 1 };
    struct function *hit = bsearch(&wanted, functions, count, sizeof *functions, by_address);
    if (hit == NULL)
        return 0;
    while (hit > functions && hit[-1].address == hit->address)
        hit--;
    if (pwrite(memory, &hit->first, 1, (off_t)hit->address) != 1)
        err(1, "a breakpoint cannot be taken away");
    // Two names may be of one function.
    for (; hit < functions + count && hit->address == wanted.address; hit++)
        fprintf(list, "%s\n", hit->name);
    ptrace(PTRACE_POKEUSER, thread, offsetof(struct user_regs_struct, rip), wanted.address);
    return 1;
}

static void trace(pid_t program, const char *folder, int ready)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%d", folder, program);
    FILE *list = fopen(path, "w");
    if (list == NULL)
        err(1, "%s", path);
    if (ptrace(PTRACE_SEIZE, program, 0, PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC) != 0)
        err(1, "ptrace");
    close(ready);

    int memory = -1, status;
    pid_t thread;
    while ((thread = waitpid(-1, &status, __WALL)) > 0) {
        if (!WIFSTOPPED(status))
            continue;
        int event = status >> 16, signal = WSTOPSIG(status);
        if (event == PTRACE_EVENT_EXEC && memory < 0) {
            snprintf(path, sizeof path, "/proc/%d/mem", program);
            memory = open(path, O_RDWR | O_CLOEXEC);
            if (memory < 0)
                err(1, "%s", path);
        }
        if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
            ptrace(PTRACE_LISTEN, thread, 0, 0);
            continue;
        }
        int passed = event != 0 || (signal == SIGTRAP && memory >= 0 && pass(thread, memory, list));
        ptrace(PTRACE_CONT, thread, 0, passed ? 0 : signal);
    }
    fclose(list);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        errx(64, "usage: ran SYMBOLS PROGRAM COPY [FOLDER [ARGUMENT...]]");
    read_symbols(argv[1]);
    if (argc == 4) {
        // cp(1) has made it.
        int copy = open(argv[3], O_WRONLY | O_CLOEXEC);
        if (copy < 0)
            err(1, "%s", argv[3]);
        read_first_bytes(argv[2], copy);
        return 0;
    }
    read_first_bytes(argv[2], -1);
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0)
        err(1, "pipe");
    pid_t program = getpid();
    pid_t between = fork();
    if (between < 0)
        err(1, "fork");
    if (between == 0) {
        // Twice, because the program shall have no child that it knows nothing of.
        if (fork() == 0) {
            setsid();
            close(ready[0]);
            trace(program, argv[4], ready[1]);
        }
        _exit(0);
    }
    close(ready[1]);
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    waitpid(between, NULL, 0);
    char none;
    if (read(ready[0], &none, 1) != 0)
        err(1, "the tracer");
    close(ready[0]);
    argv[4] = argv[3];
    execv(argv[3], &argv[4]);
    err(127, "%s", argv[3]);
}
