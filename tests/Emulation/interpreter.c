// What the kernel starts for a program for arm64: qemu-user, with the libraries of Debian's cross compiler.
//
// qemu-user does not know prctl(PR_SET_CHILD_SUBREAPER) and answers EINVAL. The attribute outlives execve(2) and is not inherited
// by fork(2): so it is set here, for Visor alone, and prctl.c answers in qemu's place that it is.
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

// binfmt_misc, flag P: argv is this program, the path of the program, and the program's own argv.
int main(int argc, char **argv) {
  if (argc < 3) return 64;
  const char *name = strrchr(argv[1], '/');
  if (name && strcmp(name, "/visor") == 0) prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);

  char *args[argc + 8];
  int n = 0;
  args[n++] = QEMU;
  args[n++] = "-L";
  args[n++] = LIBRARIES;
  args[n++] = "-E";
  args[n++] = "LD_LIBRARY_PATH=" BEFORE_LIBRARIES;
  args[n++] = "-0";
  args[n++] = argv[2];
  args[n++] = argv[1];
  for (int i = 3; i < argc; i++) args[n++] = argv[i];
  args[n] = NULL;
  execv(QEMU, args);
  perror(QEMU);
  return 127;
}
