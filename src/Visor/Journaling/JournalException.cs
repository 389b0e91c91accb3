namespace Visor.Journaling;

/// <summary>The journal cannot be trusted or understood; what it says is not known.</summary>
internal sealed class JournalException(string message) : Exception(message);
