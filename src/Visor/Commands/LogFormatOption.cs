using System.CommandLine;
using Visor.Logging;

namespace Visor.Commands;

/// <summary><c>--log-format</c>: how Visor's own log lines look.</summary>
internal sealed class LogFormatOption
{
    public LogFormatOption() => Option.AcceptOnlyFromAmong("text", "json");

    public Option<string> Option { get; } = new("--log-format")
    {
        Description = "text: a line for people; json: an object for machines.",
        HelpName = "text|json",
        DefaultValueFactory = _ => "text",
    };

    public LogFormat In(ParseResult command) => command.GetValue(Option) is "json" ? LogFormat.Json : LogFormat.Text;
}
