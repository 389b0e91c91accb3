/* A node of a Cosmos SDK chain that costs next to nothing: it plays `appd` as far as Visor and Cosmovisor look, and stamps a clock.

     appd start --home DIR --stamps FILE --rpc.laddr tcp://A.B.C.D:PORT
     appd version [--long]
     appd status --home DIR          asks the node that config/client.toml names
     appd pre-upgrade                is unknown, as to most releases: exit code 1

   What a release is stands beside it in appd.release, in one line: NAME HEIGHT NEXT NEXT-HEIGHT DUE-AFTER. It executes HEIGHT as it
   starts and one block a second from then on. So many milliseconds after its start it meets NEXT-HEIGHT: it writes
   data/upgrade-info.json and lives on without a further block. NEXT is "-" if there is none. Other arguments are ignored. */
#define _GNU_SOURCE
#include "node.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/file.h>

#define SECOND INT64_C(1000000000)

static struct {
    char name[64], next[64];
    int64_t height, next_height, due_after;
} release;

static char home[4096], applied[4200];
static int64_t start, due = INT64_MAX;
static int halted;

static void read_release(void)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 16);
    if (length < 0)
        fail("/proc/self/exe");
    strcpy(path + length, ".release");
    FILE *file = fopen(path, "re");
    long long height, next_height, due_after;
    if (file == NULL || fscanf(file, "%63s %lld %63s %lld %lld", release.name, &height, release.next, &next_height, &due_after) != 5) {
        fprintf(stderr, "%s does not say what this release is\n", path);
        exit(1);
    }
    fclose(file);
    release.height = height, release.next_height = next_height, release.due_after = due_after;
}

/* tcp://A.B.C.D:PORT, wherever it stands in the text. */
static struct sockaddr_in address_in(const char *text)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    unsigned a, b, c, d, port;
    const char *tcp = strstr(text, "tcp://");
    if (tcp == NULL || sscanf(tcp, "tcp://%u.%u.%u.%u:%u", &a, &b, &c, &d, &port) != 5) {
        fprintf(stderr, "there is no tcp://A.B.C.D:PORT in %s\n", text);
        exit(1);
    }
    address.sin_addr.s_addr = htonl(a << 24 | b << 16 | c << 8 | d);
    address.sin_port = htons((uint16_t)port);
    return address;
}

static int64_t app_height(void)
{
    int64_t now = nanoseconds(CLOCK_MONOTONIC);
    if (due == INT64_MAX)
        return release.height + (now - start) / SECOND;
    return release.next_height - 1 - (halted || now >= due ? 0 : (due - now) / SECOND);
}

/* Where the height of an upgrade stands that was applied; 0: it was not. */
static int64_t applied_at(const char *name)
{
    char line[64];
    long long height, found = 0;
    FILE *file = fopen(applied, "re");
    while (file != NULL && fscanf(file, "%63s %lld", line, &height) == 2)
        if (strcmp(line, name) == 0)
            found = height;
    if (file != NULL)
        fclose(file);
    return found;
}

static void apply(void)
{
    if (applied_at(release.name) != 0)
        return;
    FILE *file = fopen(applied, "ae");
    if (file == NULL)
        fail(applied);
    fprintf(file, "%s %lld\n", release.name, (long long)release.height);
    fclose(file);
}

static size_t varint(unsigned char *to, uint64_t value)
{
    size_t size = 0;
    for (; value >= 0x80; value >>= 7)
        to[size++] = (unsigned char)(value | 0x80);
    to[size++] = (unsigned char)value;
    return size;
}

/* QueryCurrentPlanResponse with a name, the zero time and a height, which all fit into lengths of one byte. */
static size_t current_plan(unsigned char *to)
{
    static const unsigned char zero_time[] = { 0x12, 0x0b, 0x08, 0x80, 0x92, 0xb8, 0xc3, 0x98, 0xfe, 0xff, 0xff, 0xff, 0x01 };
    if (strcmp(release.next, "-") == 0)
        return 0;
    size_t size = 2, name = strlen(release.next);
    to[size++] = 0x0a, to[size++] = (unsigned char)name;
    memcpy(to + size, release.next, name), size += name;
    memcpy(to + size, zero_time, sizeof zero_time), size += sizeof zero_time;
    to[size++] = 0x18, size += varint(to + size, (uint64_t)release.next_height);
    to[0] = 0x0a, to[1] = (unsigned char)(size - 2);
    return size;
}

/* QueryAppliedPlanResponse to a request in hexadecimal digits: 0a, length, name. */
static size_t applied_plan(unsigned char *to, const char *request)
{
    char name[64] = "";
    for (size_t i = 0; i + 1 < sizeof name; i++) {
        unsigned letter;
        if (request == NULL || sscanf(request + 4 + 2 * i, "%2x", &letter) != 1)
            break;
        name[i] = (char)letter;
    }
    int64_t height = applied_at(name);
    to[0] = 0x08;
    return height == 0 ? 0 : 1 + varint(to + 1, (uint64_t)height);
}

static void base64(char *to, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        unsigned three = bytes[i] << 16 | (i + 1 < size ? bytes[i + 1] << 8 : 0) | (i + 2 < size ? bytes[i + 2] : 0);
        *to++ = digits[three >> 18];
        *to++ = digits[three >> 12 & 63];
        *to++ = i + 1 < size ? digits[three >> 6 & 63] : '=';
        *to++ = i + 2 < size ? digits[three & 63] : '=';
    }
    *to = '\0';
}

/* The result of one call, which begins with the name of its method. */
static int result(char *to, size_t room, const char *call)
{
    int64_t height = app_height();
    if (strncmp(call, "status\"", 7) == 0) {
        char now[32];
        time_t seconds = time(NULL);
        strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
        return snprintf(to, room,
            "{\"node_info\":{\"network\":\"bench-1\",\"version\":\"0.38.12\"},\"sync_info\":{\"latest_block_height\":\"%lld\","
            "\"latest_block_time\":\"%s\",\"catching_up\":false},\"validator_info\":{\"voting_power\":\"10\"}}",
            (long long)(height + halted), now);
    }
    if (strncmp(call, "abci_info\"", 10) == 0)
        return snprintf(to, room, "{\"response\":{\"data\":\"appd\",\"version\":\"%s\",\"last_block_height\":\"%lld\"}}", release.name, (long long)height);
    if (strncmp(call, "abci_query\"", 11) == 0) {
        unsigned char value[128];
        char text[200];
        const char *plan = strstr(call, "Query/CurrentPlan"), *one = strstr(call, "Query/AppliedPlan"), *data = strstr(call, "\"data\":\"");
        int is_applied = one != NULL && (plan == NULL || one < plan);
        base64(text, value, is_applied ? applied_plan(value, data == NULL ? NULL : data + 8) : current_plan(value));
        return snprintf(to, room, "{\"response\":{\"code\":0,\"value\":\"%s\",\"height\":\"%lld\"}}", text, (long long)height);
    }
    return snprintf(to, room, "{}");
}

static void answer(const struct connection *to, const char *request)
{
    char body[8192];
    size_t size = 0;
    int is_batch = request[0] == '[';
    body[size++] = is_batch ? '[' : ' ';
    for (const char *call = request; (call = strstr(call, "\"id\":")) != NULL;) {
        unsigned long id = strtoul(call + 5, NULL, 10);
        const char *method = strstr(call, "\"method\":\"");
        if (method == NULL || sizeof body - size < 1024)
            break;
        size += (size_t)snprintf(body + size, sizeof body - size, "%s{\"jsonrpc\":\"2.0\",\"id\":%lu,\"result\":", size > 1 ? "," : "", id);
        size += (size_t)result(body + size, sizeof body - size, method + 10);
        body[size++] = '}';
        call = method;
    }
    if (is_batch)
        body[size++] = ']';
    reply(to, body, (int)size);
}

/* As the real module does: truncated, then written, never renamed. The stamp comes first, so that the call is part of what is measured. */
static void halt(void)
{
    char path[4200], text[256];
    snprintf(path, sizeof path, "%s/data/upgrade-info.json", home);
    int size = snprintf(text, sizeof text, "{\"name\":\"%s\",\"time\":\"0001-01-01T00:00:00Z\",\"height\":%lld}", release.next, (long long)release.next_height);
    halted = 1;
    record_now(STAMP_DUE);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || write(file, text, (size_t)size) != size)
        fail(path);
    close(file);
}

/* As goleveldb does with each database; the lock ends with the process. */
static void lock(const char *database)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/data/%s/LOCK", home, database);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || flock(file, LOCK_EX | LOCK_NB) != 0)
        fail("Error: failed to initialize database");
}

static int print_status(const char *folder)
{
    static const char request[] = "POST / HTTP/1.1\r\nHost: node\r\nContent-Type: application/json\r\nContent-Length: 54\r\n\r\n"
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\",\"params\":{}}";
    char path[4200], text[4096] = "";
    snprintf(path, sizeof path, "%s/config/client.toml", folder);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        fail(path);
    (void)!fread(text, 1, sizeof text - 1, file);
    fclose(file);
    struct sockaddr_in address = address_in(text);
    int node = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (node < 0 || connect(node, (struct sockaddr *)&address, sizeof address) != 0)
        fail("Error: post failed");
    (void)!write(node, request, sizeof request - 1);
    size_t length = 0;
    for (ssize_t got; strstr(text, "}}}") == NULL && (got = read(node, text + length, sizeof text - 1 - length)) > 0;)
        text[length += (size_t)got] = '\0';
    char *found = strstr(text, "\"result\":");
    if (found == NULL)
        return 1;
    text[length - 1] = '\0';
    puts(found + 9);
    return 0;
}

int main(int argc, char **argv)
{
    start = nanoseconds(CLOCK_MONOTONIC);
    int64_t started_at = nanoseconds(CLOCK_REALTIME);
    const char *verb = argc > 1 ? argv[1] : "", *folder = argument(argc, argv, "--home"), *file = argument(argc, argv, "--stamps"), *laddr = argument(argc, argv, "--rpc.laddr");
    if (strcmp(verb, "version") == 0) {
        read_release();
        if (argc > 2)
            printf("{\"name\":\"bench\",\"server_name\":\"appd\",\"version\":\"%s\",\"cosmos_sdk_version\":\"v0.50.13\"}\n", release.name);
        else
            puts(release.name);
        return 0;
    }
    if (strcmp(verb, "status") == 0 && folder != NULL)
        return print_status(folder);
    if (strcmp(verb, "start") != 0 || folder == NULL || file == NULL || laddr == NULL) {
        fprintf(stderr, "Error: unknown command \"%s\" for \"appd\"\n", verb);
        return 1;
    }

    map(file);
    record(STAMP_START, start, started_at);
    signal(SIGTERM, terminated);
    signal(SIGINT, terminated);
    snprintf(home, sizeof home, "%s", folder);
    snprintf(applied, sizeof applied, "%s/data/application.db/applied", home);
    read_release();

    lock("application.db");
    lock("blockstore.db");
    lock("state.db");
    apply();
    if (strcmp(release.next, "-") != 0)
        due = start + release.due_after * 1000000;

    struct sockaddr_in address = address_in(laddr);
    int listener = listen_on((struct sockaddr *)&address, sizeof address, laddr);
    record_now(STAMP_OPEN);
    for (;;) {
        if (!halted && nanoseconds(CLOCK_MONOTONIC) >= due)
            halt();
        serve_until(halted ? INT64_MAX : due, listener, answer);
    }
}
