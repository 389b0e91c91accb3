using Shouldly;
using Visor.Checking;
using Visor.Model;
using Visor.Systemd.Unit;
using Xunit;

namespace Visor.Tests.Checking;

[Pure]
public sealed class LimitsCheckTests
{
    [Fact]
    public void Little_is_a_warning_with_what_to_write()
    {
        var findings = LimitsCheck.Check("""
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             100                  100                  processes
            Max open files            1024                 524288               files
            """).ToList();

        findings.Select(f => (f.What, f.Verdict)).ShouldBe([("limit of open files", CheckOutcome.Warning), ("limit of processes", CheckOutcome.Warning)]);
        findings[0].Found.ShouldBe("a process started from here is limited to 1024, which is low for a node");
    }

    [Fact]
    public void No_limit_is_well() =>
        LimitsCheck.Check("Max processes             unlimited            unlimited            processes").ShouldAllBe(f => f.Verdict == CheckOutcome.Ok && f.Found == "unlimited");

    [Fact]
    public void This_process_has_limits_that_can_be_read() => LimitsCheck.Check(running: null, unit: null).Count().ShouldBe(2);

    [Fact]
    public void The_limits_of_the_unit_count_where_the_node_does_not_run()
    {
        var unit = new UnitFile("/etc/visor.service", "[Service]\nLimitNOFILE=1024:524288\nLimitNPROC=infinity");

        var findings = LimitsCheck.Check(running: null, unit).ToList();

        findings[0].Found.ShouldBe("a process started by /etc/visor.service is limited to 1024, which is low for a node");
        findings[1].ShouldBe(Finding.Ok("limit of processes", "unlimited"));
    }

    [Fact]
    public void The_limits_of_the_core_that_runs_count_before_those_of_its_unit() =>
        LimitsCheck.Check(Environment.ProcessId, new UnitFile("/etc/visor.service", "[Service]\nLimitNOFILE=3"))
            .ShouldBe(LimitsCheck.Check(File.ReadAllText("/proc/self/limits"), "the core that runs"));
}
