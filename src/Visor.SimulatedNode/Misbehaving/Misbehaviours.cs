using System.Diagnostics;
using System.Globalization;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Misbehaving;

/// <summary>What one process was asked to do wrong.</summary>
/// <param name="role">Whose misbehaviour counts; null: everybody's.</param>
internal sealed class Misbehaviours(IEnumerable<Misbehaviour> all, string? role)
{
    private readonly Misbehaviour[] _mine = [.. all.Where(m => role is null || string.Equals(m.Role, role, StringComparison.Ordinal))];
    private readonly long _began = Stopwatch.GetTimestamp();

    public TimeSpan Age => Stopwatch.GetElapsedTime(_began);

    public IEnumerable<Misbehaviour> Named(params string[] names) => _mine.Where(m => names.Contains(m.Name, StringComparer.Ordinal));

    public bool Has(string name, long height = 0) => Find(name, height) is not null;

    public string? Value(string name, long height = 0) => Find(name, height)?.Value;

    /// <summary>A whole number ≥ 0.</summary>
    public static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new NodeFailedException($"'{text}' is not a whole number");

    private Misbehaviour? Find(string name, long height) => _mine.FirstOrDefault(m =>
        string.Equals(m.Name, name, StringComparison.Ordinal)
        && (m.After is not { } after || Age >= after)
        && (m.Until is not { } until || Age < until)
        && (m.Height is not { } from || height >= from));
}
