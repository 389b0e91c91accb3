using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging;
using Visor.Logging;
using Visor.Model;

namespace Visor.Commands;

/// <summary>Why a run of which only JSON is read ends, however early: who reads JSON reads nothing else.</summary>
internal static class JsonEnd
{
    /// <summary>Whether a command line, also one that is wrong, asks for it.</summary>
    public static bool IsAskedFor(ParseResult parsed) =>
        parsed.CommandResult.Command.Name is "run" && parsed.GetResult(RunCommand.LogFormatFlag) is OptionResult result && result.Tokens.Any(t => t.Value is "json");

    /// <returns>The exit code.</returns>
    public static int Report(VisorException e, ILogger log)
    {
        foreach (var line in e.Message.Split('\n'))
            log.LogCritical("{Problem}", line);
        return e.ExitCode;
    }

    /// <summary>A defect of Visor itself.</summary>
    /// <returns>The exit code.</returns>
    public static int OfDefect(Exception e, ILogger log)
    {
        log.LogCritical("Unexpected, please report it: {Problem}", e);
        return ExitCodes.Failed;
    }

    /// <summary>Before there is a log.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(VisorException e)
    {
        using var log = new VisorLog(LogFormat.Json, new LogContext(), TimeProvider.System);
        return Report(e, log.Logger);
    }
}
