using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Rules;

/// <summary>
/// What an app writes when it ends because it was told to halt: <c>halting node per configuration height=8</c> up to SDK 0.47, <c>halt per configuration height 8</c> from 0.50 on,
/// within a line of text or of JSON, with or without colours.
/// </summary>
internal static partial class HaltWords
{
    /// <param name="lines">What it wrote last.</param>
    /// <param name="exit">How it ended: an app that halts does so by itself, up to SDK 0.47 as if it had been asked to.</param>
    public static bool IsIn(ImmutableArray<string> lines, HaltOrder order, ProcessExit exit) => Fits(exit, order) && lines.Any(line => IsOf(Plain(line), order.Told));

    /// <summary>Whether this end can be the halt, if nothing is known but the end.</summary>
    public static bool Fits(ProcessExit exit, HaltOrder order) =>
        exit == ProcessExit.Unknown || (order.CommitsItsHaltHeight ? exit.Code == 0 || exit.Signal == Signals.Interrupt : exit.Code > 0);

    private static bool IsOf(string line, ulong told) =>
        Words().IsMatch(line) && Heights().Matches(line).Any(m => ulong.TryParse(m.Groups["height"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var height) && height == told);

    private static string Plain(string line) => Colours().Replace(line, "");

    [GeneratedRegex(@"\bhalt(ing node)? per configuration\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\bheight""?[=: ]{1,2}(?<height>\d{1,19})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heights();

    [GeneratedRegex(@"\u001b\[[0-9;]*m", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colours();
}
