using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Units;

/// <summary>One systemd for all units, booted by the first test that needs it.</summary>
public sealed class UnitMachine : IAsyncLifetime
{
    private readonly TemporaryFolder _homes = new();
    private Task<SystemdMachine>? _machine;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The unit's user, program, files and home are in place, and the unit is loaded.</summary>
    internal async Task<OperatorService> Install(OperatorUnit unit) =>
        await OperatorService.Install(unit, await (_machine ??= Boot()), Directory.CreateDirectory(_homes.In(unit.Name)).FullName);

    public async ValueTask DisposeAsync()
    {
        // One that could not be booted has told its test so.
        if (_machine is { IsCompletedSuccessfully: true })
            await (await _machine).DisposeAsync();
        _homes.Dispose();
    }

    private async Task<SystemdMachine> Boot()
    {
        var machine = await SystemdMachine.On();
        try
        {
            File.SetUnixFileMode(_homes.Path, (UnixFileMode)0b111_101_101);
            await machine.Share(Path.GetDirectoryName(Programs.Visor)!, readOnly: true).Share(_homes.Path).Boot();
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }
}
