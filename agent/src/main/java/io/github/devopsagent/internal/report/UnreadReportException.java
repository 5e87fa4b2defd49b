package io.github.devopsagent.internal.report;

/** Something in a report is such that nothing in it can be relied on. */
@SuppressWarnings("serial")
abstract sealed class UnreadReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnreadReportException(String message) {
        super(message);
    }

    /** A field that is read stands there twice. */
    static final class Duplicate extends UnreadReportException {
        private static final long serialVersionUID = 1L;
        private final String name;

        Duplicate(String name) {
            super(name);
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    /** An object has more fields that are read than any report has. */
    static final class TooMany extends UnreadReportException {
        private static final long serialVersionUID = 1L;
        private final int most;

        TooMany(int most) {
            super("more than " + most);
            this.most = most;
        }

        int most() {
            return most;
        }
    }

    /** A report has more different names of fields than may be remembered. */
    static final class ManyNames extends UnreadReportException {
        private static final long serialVersionUID = 1L;

        ManyNames(int most) {
            super("names of more than " + most + " characters");
        }
    }
}
