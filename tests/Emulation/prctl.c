// What Visor finds first when it looks for "libc", which is behind it; see interpreter.c.
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int prctl(int option, ...) {
  if (option == PR_SET_CHILD_SUBREAPER) return 0;
  va_list list;
  va_start(list, option);
  unsigned long a = va_arg(list, unsigned long), b = va_arg(list, unsigned long), c = va_arg(list, unsigned long), d = va_arg(list, unsigned long);
  va_end(list);
  return syscall(SYS_prctl, option, a, b, c, d);
}
