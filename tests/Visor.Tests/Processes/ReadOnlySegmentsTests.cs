using System.Buffers.Binary;
using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ReadOnlySegmentsTests : IDisposable
{
    private const uint Load = 1;
    private const uint Relro = 0x6474e552;
    private const uint ReadWrite = 6;
    private const uint Read = 4;
    private const uint ReadExecute = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_what_is_never_written_to_is_named() => Offsets(
        Elf((Load, Read, 0), (Load, ReadExecute, 0x15000), (Load, Read, 0x6bf000), (Load, ReadWrite, 0xcd0b58), (Relro, Read, 0xcd0b58))).ShouldBe([0, 0x15000, 0x6bf000]);

    [Fact]
    public void A_segment_that_does_not_begin_with_a_page_is_named_by_its_page() => Offsets(Elf((Load, ReadExecute, 0x1234))).ShouldBe([0x1000]);

    [Fact]
    public void What_is_no_such_file_names_nothing()
    {
        Offsets([]).ShouldBeEmpty();
        Offsets([.. "#!/bin/sh\n"u8]).ShouldBeEmpty();
        Offsets(Elf((Load, Read, 0))[..70]).ShouldBeEmpty();
    }

    [Fact]
    public void This_process_lives_on_without_the_pages_it_has_given_back()
    {
        ReadOnlySegments.OffsetsIn(Environment.ProcessPath!).ShouldContain(0UL);

        CodePages.GiveBack();
    }

    private IEnumerable<ulong> Offsets(byte[] content)
    {
        File.WriteAllBytes(_folder["program"], content);
        return ReadOnlySegments.OffsetsIn(_folder["program"]).Order();
    }

    private static byte[] Elf(params (uint Type, uint Flags, ulong Offset)[] segments)
    {
        var file = new byte[64 + (56 * segments.Length)];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(0x20), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x38), (ushort)segments.Length);
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = file.AsSpan(64 + (56 * i));
            BinaryPrimitives.WriteUInt32LittleEndian(segment, segments[i].Type);
            BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], segments[i].Flags);
            BinaryPrimitives.WriteUInt64LittleEndian(segment[8..], segments[i].Offset);
        }

        return file;
    }
}
