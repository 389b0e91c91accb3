using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Visor.Model;

namespace Visor.Logging;

/// <summary><c>{"time":"…","level":"info","release":"v0.75.3","message":"…"}</c>.</summary>
internal sealed class JsonLineFormatter(LogContext context, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "jsonLine";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new LogLine(
            UtcTime.Precise(time.GetUtcNow()),
            LogLevels.Map(logEntry.LogLevel).Word,
            context.Release,
            logEntry.Formatter(logEntry.State, logEntry.Exception));
        textWriter.Write(JsonSerializer.Serialize(line, LogJson.Default.LogLine));
        textWriter.Write('\n');
    }
}

internal sealed record LogLine(string Time, string Level, string Release, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LogLine))]
internal sealed partial class LogJson : JsonSerializerContext;
