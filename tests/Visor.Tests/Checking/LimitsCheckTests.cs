using Shouldly;
using Visor.Checking;
using Xunit;

namespace Visor.Tests.Checking;

public sealed class LimitsCheckTests
{
    [Fact]
    public void Little_is_a_warning_with_what_to_write()
    {
        var findings = LimitsCheck.Of("""
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             100                  100                  processes
            Max open files            1024                 524288               files
            """).ToList();

        findings.Select(f => (f.What, f.Verdict)).ShouldBe([("limit of open files", Verdict.Warning), ("limit of processes", Verdict.Warning)]);
        findings[0].Found.ShouldBe("a process started from here may have 1024, which is little for a node");
    }

    [Fact]
    public void No_limit_is_well() =>
        LimitsCheck.Of("Max processes             unlimited            unlimited            processes").ShouldAllBe(f => f.Verdict == Verdict.Ok && f.Found == "there is none");

    [Fact]
    public void This_process_has_limits_that_can_be_read() => LimitsCheck.OfThisProcess().Count().ShouldBe(2);
}
