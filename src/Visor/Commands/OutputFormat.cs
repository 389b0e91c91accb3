using System.CommandLine;

namespace Visor.Commands;

/// <summary><c>--output text|json</c>.</summary>
internal static class OutputFormat
{
    public static Option<string> Option()
    {
        var output = new Option<string>("--output") { Description = "Output format.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        return output;
    }

    public static bool IsJson(ParseResult parsed, Option<string> output) => parsed.GetValue(output) is "json";
}
