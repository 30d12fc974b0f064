namespace Oya.Teleinfo;

/// <summary>Receives what a <see cref="TicDecoder"/> finds, in the order of the stream.</summary>
public interface ITicHandler
{
    /// <summary>A frame with all its groups, right and refused. It is gone when this returns.</summary>
    void OnFrame(in TicFrame frame);
}
