package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import java.util.List;

/**
 * A document of another role that is there, but breaks JSON or the vocabulary, so that nothing can be judged by it.
 *
 * @param kind which document
 * @param faults all that is wrong with it, at least one: each names its place, what was found, what is allowed, and the
 *     fix
 */
public record InvalidDocument(JudgedDocument kind, List<Refusal> faults) {

    /** So many faults of a document are named one by one; the last one of more says how many more there are: {@value}. */
    public static final int MOST_FAULTS = 1000;

    /**
     * Refuses a document of which nothing is wrong.
     *
     * @throws IllegalArgumentException if there is no fault
     */
    public InvalidDocument {
        faults = List.copyOf(faults);
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a document without faults is valid");
        }
    }

    /** The documents whose faults are a veto. */
    public enum JudgedDocument {
        /** {@code plan.json}, which the tech lead writes. */
        PLAN(VetoCodes.INVALID_PLAN, Plan.FILE, Role.TECH_LEAD),
        /** {@code test_results.json}, which qa writes. */
        TEST_RESULTS(VetoCodes.INVALID_TEST_RESULTS, TestResults.FILE, Role.QA);

        private final String code;
        private final String file;
        private final Role owner;

        JudgedDocument(String code, String file, Role owner) {
            this.code = code;
            this.file = file;
            this.owner = owner;
        }

        /**
         * The code of the veto.
         *
         * @return such as {@code invalid_plan}
         */
        public String code() {
            return code;
        }

        /**
         * Where the document lies.
         *
         * @return its name, relative to the consensus directory
         */
        public String file() {
            return file;
        }

        /**
         * Who can mend it.
         *
         * @return the role that writes it
         */
        public Role owner() {
            return owner;
        }
    }

    /** The veto that this document is. */
    public Veto veto() {
        String count = faults.size() == 1
                ? "it has a fault"
                : "it has " + (faults.size() > MOST_FAULTS ? "more than " + MOST_FAULTS : faults.size()) + " faults";
        Source where = faults.size() == 1 ? faults.get(0).where() : Source.of(kind.file());
        return new Veto(
                kind.code(), count + "; nothing in it is judged until it is mended", where, kind.owner(), faults);
    }
}
