namespace Oya.Teleinfo;

/// <summary>Receives what a <see cref="TicDecoder"/> finds, in the order of the stream.</summary>
public interface ITicHandler
{
    /// <summary>Receives a frame with all its groups, valid and invalid ones.</summary>
    /// <param name="frame">A view, gone when this returns.</param>
    void OnFrame(in TicFrame frame);
}
