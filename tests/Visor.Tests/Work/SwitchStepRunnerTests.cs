using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains;
using Visor.Home;
using Visor.Model;
using Visor.Tests.Home;
using Visor.Processes;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

[Edge]
public sealed class SwitchStepRunnerTests : IDisposable
{
    private static readonly UpgradePlan Plan = new(ReleaseTag.Parse("v2"), 40);

    private readonly HomeFolder _home = new("genesis");
    private readonly RecordingLog _log = new();
    private readonly RememberedSteps _done = new();
    private readonly List<string> _run = [];

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Each_step_is_run_once_in_its_order()
    {
        (await Run(Step("a"), Step("b"))).ShouldBeNull();
        (await Run(Step("a"), Step("b"))).ShouldBeNull();

        _run.ShouldBe(["a", "b"]);
        _done.Lines.ShouldBe(["a Begun", "a Done", "b Begun", "b Done"]);
    }

    [Fact]
    public async Task A_crash_in_a_step_that_may_be_repeated_repeats_that_step_alone()
    {
        (await Run(Step("a"))).ShouldBeNull();
        _done.Begin(Plan, "b");

        (await Run(Step("a"), Step("b"), Step("c"))).ShouldBeNull();

        _run.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task A_step_that_must_not_be_repeated_blindly_waits_for_a_person_after_a_crash_and_then_runs_again()
    {
        _done.Begin(Plan, "script");
        (await Run(Step("script", isRepeatable: false)))!.ShouldContain("was interrupted");
        _run.ShouldBeEmpty();

        new HoldFile(_home.Paths).Read()!.ShouldContain("was interrupted");
        new HoldFile(_home.Paths).Remove();
        (await Run(_runner!, Step("script", isRepeatable: false))).ShouldBeNull();
        _run.ShouldBe(["script"]);
    }

    [Fact]
    public async Task Who_resumes_has_been_told_even_when_another_Visor_goes_on()
    {
        _done.Begin(Plan, "script");
        (await Run(Step("script", isRepeatable: false)))!.ShouldContain("was interrupted");
        new HoldFile(_home.Paths).Remove();
        (await Run(Step("script", isRepeatable: false))).ShouldBeNull();
        _run.ShouldBe(["script"]);
    }

    [Fact]
    public async Task A_step_that_failed_was_told_of_when_another_Visor_goes_on()
    {
        (await Run(Step("script", isRepeatable: false, fails: true))).ShouldBe("script failed");
        new HoldFile(_home.Paths).Remove();
        (await Run(Step("script", isRepeatable: false))).ShouldBeNull();
        _run.ShouldBe(["script", "script"]);
    }

    [Fact]
    public async Task A_step_that_fails_holds_the_upgrade_and_is_tried_again_when_it_is_resumed()
    {
        (await Run(Step("a"), Step("b", fails: true), Step("c"))).ShouldBe("b failed");
        new HoldFile(_home.Paths).Read().ShouldBe("b failed");

        new HoldFile(_home.Paths).Remove();
        (await Run(Step("a"), Step("b"), Step("c"))).ShouldBeNull();
        _run.ShouldBe(["a", "b", "b", "c"]);
    }

    [Fact]
    public async Task Nothing_is_run_while_something_is_held()
    {
        new HoldFile(_home.Paths).Write(new OperatorHold("wait", "somebody", new FakeTimeProvider().GetUtcNow()));
        (await Run(Step("a"))).ShouldBe("wait");
        _run.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_upgrade_begins_anew()
    {
        (await Run(Step("a"))).ShouldBeNull();
        (await new SwitchStepRunner(new Steps([Step("a")]), _done, new HoldFile(_home.Paths), new WorkLock(_home.Paths.StepLock), new FakeTimeProvider(), _log).Before(new UpgradePlan(ReleaseTag.Parse("v3"), 50), _home["v3"], CancellationToken.None)).ShouldBeNull();
        _run.ShouldBe(["a", "a"]);
    }

    private SwitchStepRunner? _runner;

    private Task<string?> Run(params ImmutableArray<SwitchStep> steps)
    {
        _runner = new SwitchStepRunner(new Steps(steps), _done, new HoldFile(_home.Paths), new WorkLock(_home.Paths.StepLock), new FakeTimeProvider(), _log);
        return Run(_runner, steps);
    }

    private Task<string?> Run(SwitchStepRunner runner, params ImmutableArray<SwitchStep> steps) => runner.Before(Plan, _home["v2"], CancellationToken.None);

    private SwitchStep Step(string name, bool isRepeatable = true, bool fails = false) => new(name, isRepeatable, _ =>
    {
        _run.Add(name);
        return Task.FromResult<StepOutcome>(fails ? new StepOutcome.Failed($"{name} failed") : new StepOutcome.Done());
    });

    private sealed class Steps(ImmutableArray<SwitchStep> steps) : ISwitchSteps
    {
        public ImmutableArray<SwitchStep> BeforeLink(UpgradePlan plan, string folder) => steps;

        public void AfterLink(UpgradePlan plan, string folder)
        {
        }
    }
}
