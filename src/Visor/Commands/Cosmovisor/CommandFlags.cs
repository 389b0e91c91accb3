using System.Collections.Immutable;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary>A flag of a command.</summary>
/// <param name="Name">Without its dashes.</param>
/// <param name="Short">One letter; null: none.</param>
/// <param name="IsSwitch">It needs no value.</param>
internal sealed record CommandFlag(string Name, char? Short = null, bool IsSwitch = false);

/// <summary>
/// The words of a command, as the programs of Cosmos chains take them: flags stand anywhere before <c>--</c>, as <c>--flag value</c>, <c>--flag=value</c>, <c>-f value</c>,
/// <c>-fvalue</c>; a switch needs no value.
/// </summary>
internal sealed class CommandFlags
{
    private static readonly CommandFlag Help = new("help", 'h', IsSwitch: true);

    private readonly List<(string Name, string Value)> _values = [];

    private CommandFlags()
    {
    }

    /// <summary>The words that are no flags.</summary>
    public ImmutableArray<string> Words { get; private set; } = [];

    public bool WantsHelp => IsOn(Help.Name);

    /// <exception cref="VisorException">A flag is unknown, or has no value or a wrong one.</exception>
    public static CommandFlags Parse(ImmutableArray<string> arguments, params ImmutableArray<CommandFlag> known)
    {
        var flags = new CommandFlags();
        var words = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var word = arguments[i];
            if (word is "--")
            {
                words.AddRange(arguments[(i + 1)..]);
                break;
            }

            if (word.Length < 2 || word[0] is not '-')
            {
                words.Add(word);
                continue;
            }

            var (flag, value) = Split(word, known.Add(Help));
            if (value is null && !flag.IsSwitch && ++i == arguments.Length)
                throw Wrong($"{PlainText.Excerpt(word, 60)} has no value; write it behind");
            flags._values.Add((flag.Name, value ?? (flag.IsSwitch ? "true" : arguments[i])));
        }

        flags.Words = words.ToImmutable();
        foreach (var flag in known.Where(f => f.IsSwitch))
            flags.IsOn(flag.Name);
        return flags;
    }

    /// <summary>The last value; null: it is not given.</summary>
    public string? Value(string name) => Values(name).LastOrDefault();

    public IEnumerable<string> Values(string name) => _values.Where(v => string.Equals(v.Name, name, StringComparison.Ordinal)).Select(v => v.Value);

    /// <exception cref="VisorException">Its value is neither true nor false.</exception>
    public bool IsOn(string name) => Value(name) switch
    {
        null or "0" or "f" or "F" or "false" or "False" or "FALSE" => false,
        "1" or "t" or "T" or "true" or "True" or "TRUE" => true,
        var other => throw Wrong($"--{name} is {Quoting.Quote(other)}, which is neither true nor false; write --{name} alone"),
    };

    private static (CommandFlag Flag, string? Value) Split(string word, ImmutableArray<CommandFlag> known)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            var parts = word[2..].Split('=', 2);
            var named = known.FirstOrDefault(f => string.Equals(f.Name, parts[0], StringComparison.Ordinal)) ?? throw Unknown($"--{parts[0]}", known);
            return (named, parts.ElementAtOrDefault(1));
        }

        var flag = known.FirstOrDefault(f => f.Short == word[1]) ?? throw Unknown(word, known);
        var value = word[2..].StartsWith('=') ? word[3..] : word[2..];
        return (flag, word.Length == 2 ? null : value);
    }

    private static VisorException Unknown(string word, ImmutableArray<CommandFlag> known)
    {
        var meant = NameSuggestion.Find(word, known.Select(f => $"--{f.Name}")) is { } name ? $", did you mean {name}?" : $"; known are {string.Join(", ", known.Select(f => $"--{f.Name}"))}";
        return Wrong($"unknown flag {PlainText.Excerpt(word, 60)}{meant}");
    }

    private static VisorException Wrong(string sentence) => new(ExitCodes.Failed, sentence);
}
