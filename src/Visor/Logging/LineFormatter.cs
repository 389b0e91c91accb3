using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Visor.Model;

namespace Visor.Logging;

/// <summary><c>2026-11-22T16:00:00.000Z info  v0.75.3 Started the core, pid 812</c>.</summary>
/// <param name="underJournald">
/// Whether standard error leads to journald: then sd-daemon(3)'s <c>&lt;N&gt;</c> prefix carries the level and there is no time.
/// </param>
internal sealed class LineFormatter(LogContext context, bool underJournald, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var (word, priority) = LogLevels.Map(logEntry.LogLevel);
        var start = underJournald
            ? string.Create(CultureInfo.InvariantCulture, $"<{priority}>")
            : $"{UtcTime.Precise(time.GetUtcNow())} ";
        var message = PlainText.Line(logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" | "));
        textWriter.Write($"{start}{word,-5} {context.Release} {message}\n");
    }
}
