using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Visor.Logging;

/// <summary>The log on standard error.</summary>
internal sealed class VisorLog : IDisposable
{
    private readonly ConsoleLoggerProvider _provider;
    private readonly TerminalLine? _terminal;
    private readonly Action _restoreStandardError;

    /// <param name="least">What is below that level is not written.</param>
    public VisorLog(LogFormat format, LogContext context, TimeProvider time, LogLevel least = LogLevel.Trace)
    {
        var options = new ConsoleLoggerOptions
        {
            FormatterName = format == LogFormat.Json ? JsonLineFormatter.FormatterName : LineFormatter.FormatterName,
            LogToStandardErrorThreshold = LogLevel.Trace,
            // A reader that stalls must not stall the node: lines are dropped, and the log says how many.
            QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite,
        };
        ConsoleFormatter formatter = format == LogFormat.Json
            ? new JsonLineFormatter(context, time)
            : new LineFormatter(context, JournalStream.IsStandardError(), time);
        _terminal = format == LogFormat.Text ? TerminalLine.OnStandardError() : null;
        var standardError = Console.Error;
        _restoreStandardError = () => Console.SetError(standardError);
        if (_terminal is not null)
            Console.SetError(_terminal); // Before the provider takes what it writes to, so that its lines go the same way.
        _provider = new ConsoleLoggerProvider(new Fixed(options), [formatter]);
        Logger = new LeveledLogger(_provider.CreateLogger("visor"), least);
        Transfers = new Transfers(Logger, _terminal, time);
    }

    public ILogger Logger { get; }

    public Transfers Transfers { get; }

    /// <summary>Writes what is still queued.</summary>
    public void Dispose()
    {
        _provider.Dispose();
        if (_terminal is null)
            return;
        _restoreStandardError();
        _terminal.Dispose();
    }

    private sealed class Fixed(ConsoleLoggerOptions options) : IOptionsMonitor<ConsoleLoggerOptions>
    {
        public ConsoleLoggerOptions CurrentValue => options;

        public ConsoleLoggerOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<ConsoleLoggerOptions, string?> listener) => null;
    }
}
