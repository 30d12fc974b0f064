namespace Oya.Teleinfo;

/// <summary>Receives what a <see cref="TicDecoder"/> finds, in the order of the stream.</summary>
public interface ITicHandler
{
    /// <summary>A group, right or refused. Its spans are gone when this returns.</summary>
    void OnGroup(in TicGroup group);

    /// <summary>The frame of the groups handed on since the last one.</summary>
    void OnFrame(in FrameSummary frame);
}
