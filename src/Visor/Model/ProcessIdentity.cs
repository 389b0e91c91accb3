namespace Visor.Model;

/// <summary>
/// What tells one process from every other this machine has run or will run: a pid alone is given out again.
/// </summary>
/// <param name="StartTime">Clock ticks after boot, field 22 of <c>/proc/PID/stat</c>.</param>
/// <param name="BootId"><c>/proc/sys/kernel/random/boot_id</c>; empty: it could not be read.</param>
/// <param name="PidNamespace">The pid namespace the pid counts in, such as <c>pid:[4026531836]</c>.</param>
internal sealed record ProcessIdentity(int Pid, ulong StartTime, string BootId, string PidNamespace);
