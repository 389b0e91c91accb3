namespace Visor.Processes;

/// <summary>The managed memory of this program: after a start most of it is empty, and the collector keeps it for more work of that kind.</summary>
internal static class HeapTrimmer
{
    /// <summary>Takes the heap together and gives the rest back to the kernel, and the code that this has needed after it.</summary>
    /// <remarks>The collector cannot know that hours of waiting follow. It stops every thread for some milliseconds, so that it has its place where nothing is under way.</remarks>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        CodePages.GiveBack();
    }
}
