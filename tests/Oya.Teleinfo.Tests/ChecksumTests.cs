using System.Text;
using CsCheck;

namespace Oya.Teleinfo.Tests;

public class ChecksumTests
{
    // The sum of standard mode includes the last separator. That of historic mode does not.
    [Theory]
    [InlineData("IINST 002", 'Y'), InlineData("PTEC TH..", '$'), InlineData("PTEC HP..", ' '), InlineData("MOTDETAT 000000", 'B')]
    [InlineData("NTARF\t01\t", 'N'), InlineData("URMS1\t230\t", '?'), InlineData("DATE\tE210414082625\t\t", 'A')]
    [InlineData("CCASN\tE210414080000\t00806\t", ':')]
    public void The_checksum_is_the_sum_cut_to_six_bits_and_made_printable(string text, char checksum)
    {
        Assert.Equal((byte)checksum, Checksum.Compute(Encoding.ASCII.GetBytes(text)));
        var group = Decode(text.EndsWith('\t') ? text + checksum : text + ' ' + checksum);
        Assert.Equal(GroupFault.None, group.Fault);
        Assert.True(group.Known);
    }

    [Theory]
    [InlineData("IINST 002"), InlineData("NTARF\t01\t")]
    public void The_checksum_of_the_other_mode_is_invalid(string text)
    {
        // A decoder that accepts both sums accepts twice as many damaged groups.
        var other = text.EndsWith('\t') ? text[..^1] : text + ' ';
        var separator = text.EndsWith('\t') ? "" : " ";
        var group = Decode(text + separator + (char)Checksum.Compute(Encoding.ASCII.GetBytes(other)));
        Assert.Equal(GroupFault.Checksum, group.Fault);
    }

    [Fact]
    public void The_checksum_of_any_bytes_is_between_space_and_underscore() =>
        Gen.Byte.Array.Sample(bytes => Assert.InRange(Checksum.Compute(bytes), (byte)0x20, (byte)0x5F));

    [Fact]
    public void The_checksum_byte_is_compared_exactly_not_modulo_64() =>
        Assert.Equal(GroupFault.Checksum, Decode("MOTDETAT 000000 " + (char)('B' - 0x20)).Fault);

    static SeenGroup Decode(string group) =>
        Assert.Single(Recorder.Decode(Encoding.ASCII.GetBytes($"\x02\n{group}\r\x03")).Groups);
}
