namespace Visor.Bench;

/// <summary>What was asked for cannot be done as it was asked: said in one sentence, without a stack.</summary>
internal sealed class UsageException(string message) : Exception(message);
