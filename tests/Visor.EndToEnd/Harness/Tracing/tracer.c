/*
 * Runs a program and counts, over all its threads, the calls that make something below a folder durable or visible. Before one of them it
 * loses the power of the disk, kills the program, or makes the call fail.
 *
 *     tracer LIST FOLDER count                     -- PROGRAM [ARG]...
 *     tracer LIST FOLDER power STRIKE IMAGE COPY   -- PROGRAM [ARG]...   copies the image of FOLDER's disk as it is, and kills everything
 *     tracer LIST FOLDER kill STRIKE               -- PROGRAM [ARG]...   kills the program alone; what it has started lives on
 *     tracer LIST FOLDER fail STRIKE               -- PROGRAM [ARG]...   fsync(2) answers EIO once, and what it was to keep is lost; only its calls are counted
 *
 * STRIKE: a number from 1, or TEXT+N: N calls behind the first whose line in LIST holds TEXT.
 *
 * The program takes this process's place; the tracer is its grandchild, lives as long as it and all it has started, and takes these along
 * should it die. Calls of what the program starts are neither counted nor hindered.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <linux/ptrace.h> /* Behind the one of libc, whose names it takes. */
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "for x86-64 and arm64"
#endif

enum { LONGEST = 4096, MOST_THREADS = 1024, MOST_FILES = 256 };

/* Where a call names what it changes: a path, a folder's descriptor with a path behind it, or a descriptor. */
enum names { PATH, AT, DESCRIPTOR };

struct call { long number; const char *name; enum names names; int place; int text; };

static const struct call calls[] = {
    { SYS_write, "write", DESCRIPTOR, 0, 1 }, { SYS_pwrite64, "pwrite", DESCRIPTOR, 0, 1 },
    { SYS_writev, "writev", DESCRIPTOR, 0, -1 }, { SYS_pwritev, "pwritev", DESCRIPTOR, 0, -1 },
    { SYS_copy_file_range, "copy_file_range", DESCRIPTOR, 2, -1 }, { SYS_sendfile, "sendfile", DESCRIPTOR, 0, -1 },
    { SYS_fsync, "fsync", DESCRIPTOR, 0, -1 }, { SYS_fdatasync, "fdatasync", DESCRIPTOR, 0, -1 },
    { SYS_ftruncate, "ftruncate", DESCRIPTOR, 0, -1 }, { SYS_fallocate, "fallocate", DESCRIPTOR, 0, -1 },
    { SYS_fchmod, "fchmod", DESCRIPTOR, 0, -1 },
    { SYS_truncate, "truncate", PATH, 0, -1 },
    { SYS_openat, "create", AT, 0, -1 },
    { SYS_mkdirat, "mkdir", AT, 0, -1 }, { SYS_unlinkat, "unlink", AT, 0, -1 },
    { SYS_symlinkat, "symlink", AT, 1, 0 }, { SYS_linkat, "link", AT, 2, -1 },
    { SYS_renameat2, "rename", AT, 2, -1 },
#ifdef SYS_renameat
    { SYS_renameat, "rename", AT, 2, -1 },
#endif
#ifdef SYS_rename
    { SYS_open, "create", PATH, 0, -1 }, { SYS_creat, "create", PATH, 0, -1 },
    { SYS_mkdir, "mkdir", PATH, 0, -1 }, { SYS_rmdir, "rmdir", PATH, 0, -1 }, { SYS_unlink, "unlink", PATH, 0, -1 },
    { SYS_symlink, "symlink", PATH, 1, 0 }, { SYS_link, "link", PATH, 1, -1 }, { SYS_rename, "rename", PATH, 1, -1 },
#endif
};

#define COUNT (sizeof calls / sizeof *calls)

static const char *list, *folder, *mode, *strike = "", *image, *copy;
static pid_t program;
static int list_file;

static void fail(const char *what)
{
    dprintf(list_file ? list_file : 2, "failed %s: %s\n", what, strerror(errno));
    _exit(125);
}

/* ---- the program: only the calls above stop, and what is opened only if it may be made by that ---- */

static void add(struct sock_filter *filter, unsigned short *length, struct sock_filter one) { filter[(*length)++] = one; }

static void trace_only_these(void)
{
    static struct sock_filter filter[16 + COUNT * 6];
    struct sock_fprog rules = { 0, filter };
    add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
    add(filter, &rules.len, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
    add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    for (size_t i = 0; i < COUNT; i++) {
        int flags = calls[i].number == SYS_openat ? 2 : -1;
#ifdef SYS_open
        flags = calls[i].number == SYS_open ? 1 : flags;
#endif
        add(filter, &rules.len, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, 0, flags < 0 ? 1 : 4));
        if (flags >= 0) {
            add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * flags));
            add(filter, &rules.len, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_CREAT, 1, 0));
            add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        }
        add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
    }
    add(filter, &rules.len, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    if (geteuid() != 0)
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &rules) != 0)
        fail("seccomp");
}

/* ---- what a call is about ---- */

static pid_t process_of(pid_t thread)
{
    char path[64], line[256];
    pid_t process = 0;
    snprintf(path, sizeof path, "/proc/%d/status", thread);
    FILE *status = fopen(path, "re");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "Tgid: %d", &process) == 1)
            break;
    if (status)
        fclose(status);
    return process;
}

static size_t read_memory(pid_t thread, unsigned long from, char *into, size_t length)
{
    size_t done = 0;
    while (done < length) { /* Page by page: what follows may not be there. */
        size_t piece = 4096 - (from + done) % 4096;
        struct iovec here = { into + done, piece < length - done ? piece : length - done }, there = { (void *)(from + done), here.iov_len };
        if (process_vm_readv(thread, &here, 1, &there, 1, 0) != (ssize_t)here.iov_len)
            break;
        done += here.iov_len;
    }
    return done;
}

static void link_of(char *path, size_t size, pid_t thread, const char *what, int number)
{
    char link[64];
    snprintf(link, sizeof link, number < 0 ? "/proc/%d/%s" : "/proc/%d/%s/%d", thread, what, number);
    ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void path_of(char *path, size_t size, pid_t thread, const struct call *call, const unsigned long long *args)
{
    if (call->names == DESCRIPTOR) {
        link_of(path, size, thread, "fd", (int)args[call->place]);
        return;
    }
    char name[PATH_MAX] = "";
    name[read_memory(thread, args[call->place + (call->names == AT)], name, sizeof name - 1)] = 0;
    if (name[0] == '/') {
        snprintf(path, size, "%s", name);
        return;
    }
    int at = call->names == AT ? (int)args[call->place] : AT_FDCWD;
    link_of(path, size, thread, at == AT_FDCWD ? "cwd" : "fd", at == AT_FDCWD ? -1 : at);
    strncat(path, "/", size - strlen(path) - 1);
    strncat(path, name, size - strlen(path) - 1);
}

/* The status and the metrics are for people, are replaced at any moment, and decide nothing. */
static int counts(const char *path)
{
    return strncmp(path, folder, strlen(folder)) == 0 && path[strlen(folder)] == '/' && !strstr(path, "/status.json") && !strstr(path, "/metrics.prom");
}

static int line_of(char *line, size_t size, pid_t thread)
{
    struct ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_SECCOMP)
        return 0;
    const struct call *call = calls;
    while (call < calls + COUNT && call->number != (long)info.seccomp.nr)
        call++;
    char path[PATH_MAX + 256], text[LONGEST] = "";
    if (call == calls + COUNT || (strcmp(mode, "fail") == 0 && call->number != SYS_fsync && call->number != SYS_fdatasync))
        return 0;
    path_of(path, sizeof path, thread, call, info.seccomp.args);
    if (!counts(path))
        return 0;
    if (call->text >= 0) {
        unsigned long long longest = call->names == DESCRIPTOR ? info.seccomp.args[2] : sizeof text - 1;
        size_t length = read_memory(thread, info.seccomp.args[call->text], text, longest < sizeof text ? longest : sizeof text - 1);
        for (size_t i = 0; i < length && (call->names == DESCRIPTOR || text[i]); i++)
            if ((unsigned char)text[i] < ' ')
                text[i] = ' ';
    }
    snprintf(line, size, "%s %s %s", call->name, path, text);
    return 1;
}

/* ---- the tracer ---- */

static void resume(pid_t thread, int status)
{
    int event = status >> 16, signal = WSTOPSIG(status);
    if (event == PTRACE_EVENT_STOP && (signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU))
        ptrace(PTRACE_LISTEN, thread, 0, 0);
    else
        ptrace(PTRACE_CONT, thread, 0, event ? 0 : signal);
}

/* Lets no thread of the program do anything more; a call that is under way comes to its end. */
static void still(pid_t first)
{
    static pid_t stopped[MOST_THREADS];
    size_t count = 0;
    stopped[count++] = first;
    char tasks[64];
    snprintf(tasks, sizeof tasks, "/proc/%d/task", program);
    for (;;) {
        int moving = 0;
        DIR *threads = opendir(tasks);
        for (struct dirent *entry; threads && (entry = readdir(threads));) {
            pid_t thread = atoi(entry->d_name);
            size_t i = 0;
            while (i < count && stopped[i] != thread)
                i++;
            if (thread > 0 && i == count && ptrace(PTRACE_INTERRUPT, thread, 0, 0) == 0)
                moving++;
        }
        if (threads)
            closedir(threads);
        if (!moving)
            return;
        int status;
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0 || count == MOST_THREADS)
            fail("standing still");
        if (!WIFSTOPPED(status))
            continue;
        if (process_of(thread) == program)
            stopped[count++] = thread;
        else
            resume(thread, status);
    }
}

/* What the file system has given to its disk, and nothing of what it still keeps in memory. */
static void copy_image(void)
{
    static char buffer[1 << 20];
    int from = open(image, O_RDONLY | O_CLOEXEC), to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t length = 1;
    while (from >= 0 && to >= 0 && length > 0)
        if ((length = read(from, buffer, sizeof buffer)) > 0 && write(to, buffer, length) != length)
            length = -1;
    if (length != 0 || from < 0 || to < 0)
        fail("copying");
}

/*
 * With an fsync that fails the kernel gives up what was to be written: it takes it for clean, drops it, and no later fsync speaks of it (fsync(2)).
 * What is written again is new.
 */
static void sync_or_lose(pid_t thread, int is_failing)
{
    static struct { ino_t inode; off_t synced; } files[MOST_FILES];
    static const char zeros[LONGEST];
    struct ptrace_syscall_info info;
    struct stat status;
    char path[64];
    ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info);
    snprintf(path, sizeof path, "/proc/%d/fd/%d", thread, (int)info.seccomp.args[0]);
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    int i = 0;
    while (i < MOST_FILES - 1 && files[i].inode && files[i].inode != status.st_ino)
        i++;
    files[i].inode = status.st_ino;
    if (!is_failing) {
        files[i].synced = status.st_size;
        return;
    }
    int file = open(path, O_WRONLY | O_CLOEXEC);
    for (off_t at = files[i].synced; at < status.st_size; at += sizeof zeros)
        if (pwrite(file, zeros, at + (off_t)sizeof zeros < status.st_size ? sizeof zeros : (size_t)(status.st_size - at), at) < 0)
            fail("losing");
    close(file);
}

static void answer_eio(pid_t thread)
{
#ifdef __x86_64__
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers) != 0)
        fail("reading registers");
    registers.orig_rax = -1;
    registers.rax = -EIO;
    if (ptrace(PTRACE_SETREGS, thread, 0, &registers) != 0)
        fail("writing registers");
#else
    (void)thread;
    errno = ENOSYS;
    fail("making a call fail on this machine");
#endif
}

static int is_struck(const char *line, long number)
{
    static long from;
    const char *plus = strrchr(strike, '+');
    if (!plus)
        return number == atol(strike);
    char text[256];
    snprintf(text, sizeof text, "%.*s", (int)(plus - strike), strike);
    if (from == 0 && strstr(line, text))
        from = number;
    return from != 0 && number == from + atol(plus + 1);
}

static void look(pid_t thread)
{
    static char line[LONGEST + PATH_MAX + 512];
    static long number;
    if (process_of(thread) != program || !line_of(line, sizeof line, thread))
        return;
    number++;
    dprintf(list_file, "%ld %s\n", number, line);
    int is_here = is_struck(line, number);
    if (strcmp(mode, "fail") == 0)
        sync_or_lose(thread, is_here);
    if (!is_here)
        return;
    if (strcmp(mode, "power") == 0) {
        still(thread);
        copy_image();
    }
    dprintf(list_file, "struck %ld\n", number);
    if (strcmp(mode, "power") == 0)
        _exit(0); /* And all that is traced with it: PTRACE_O_EXITKILL. */
    if (strcmp(mode, "kill") == 0)
        kill(program, SIGKILL);
    if (strcmp(mode, "fail") == 0)
        answer_eio(thread);
}

/* A test finds what a program has left behind by a variable; the tracer is none of that. */
static void give_up_mark(void)
{
    for (char **variable = environ; *variable; variable++)
        if (strncmp(*variable, "VISOR_TEST_MARK=", 16) == 0)
            memset(*variable, 0, strlen(*variable));
}

static void trace(int ready)
{
    setsid();
    give_up_mark();
    int nothing = open("/dev/null", O_RDWR);
    for (int descriptor = 0; descriptor < 3; descriptor++)
        dup2(nothing, descriptor);
    long options = PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SEIZE, program, 0, options) != 0)
        fail("tracing");
    if (write(ready, "", 1) != 1)
        fail("beginning");
    close(ready);
    int status;
    for (pid_t thread; (thread = waitpid(-1, &status, __WALL)) > 0;) {
        if (!WIFSTOPPED(status))
            continue;
        if (status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8))
            look(thread);
        resume(thread, status);
    }
    _exit(0);
}

int main(int count, char **args)
{
    char **command = args;
    while (*command && strcmp(*command, "--") != 0)
        command++;
    if (command - args < 4 || !*command || !command[1])
        fail("reading the command line");
    list = args[1], folder = args[2], mode = args[3];
    if (command - args > 4)
        strike = args[4];
    if (command - args > 6)
        image = args[5], copy = args[6];
    (void)count;
    list_file = open(list, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    program = getpid();
    int ready[2];
    char byte;
    if (list_file < 0 || pipe2(ready, O_CLOEXEC) != 0)
        fail("making the list");
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0)
            trace(ready[1]);
        _exit(0);
    }
    close(ready[1]);
    if (child < 0 || waitpid(child, NULL, 0) != child || read(ready[0], &byte, 1) != 1)
        fail("being traced");
    close(ready[0]);
    trace_only_these();
    execv(command[1], command + 1);
    fail("executing the program");
}
