package dev.serval.platform.local.program;

/// Is told what becomes of a program, on any thread.
public interface ProgramListener {
    /// Its port is open.
    void listening();

    /// It answers.
    void ready();

    /// It lives and does not answer.
    ///
    /// @param why what it says
    void unready(String why);

    /// It has ended; nothing is told after this.
    ///
    /// @param code its exit code
    void ended(int code);
}
