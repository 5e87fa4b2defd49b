package io.github.devopsagent.run;

import io.github.devopsagent.plan.Stage;
import java.util.Arrays;

/**
 * Names a step of a run.
 *
 * @param part to which part of the plan it belongs
 * @param index its place in that part, from 0; for a compensation the place of the deploy step that it undoes
 * @param sub its place among the compensations of one step, from 0; 0 otherwise
 */
public record StepRef(Part part, int index, int sub) {

    /**
     * Names a step.
     *
     * @throws IllegalArgumentException if a place is negative
     */
    public StepRef {
        if (index < 0 || sub < 0) {
            throw new IllegalArgumentException("places start at 0, found " + index + " and " + sub);
        }
    }

    /** The parts of a plan that have steps. */
    public enum Part {
        /** The plan's {@code preflight}. */
        PREFLIGHT("preflight", Stage.PRE_FLIGHT),
        /** The plan's {@code backup}, and before it the creation of rollback points. */
        BACKUP("backup", Stage.BACKUP),
        /** The plan's {@code deployment_steps}. */
        DEPLOY("deployment_steps", Stage.DEPLOY),
        /** The {@code rollback} of a deployment step. */
        COMPENSATION("rollback", Stage.ROLLBACK),
        /** The plan's {@code rollback_plan}. */
        ROLLBACK_PLAN("rollback_plan", Stage.ROLLBACK),
        /** The restoring of rollback points. */
        ROLLBACK_POINT("rollback_point", Stage.ROLLBACK);

        private final String label;
        private final Stage stage;

        Part(String label, Stage stage) {
            this.label = label;
            this.stage = stage;
        }

        /**
         * The stage in which this part is carried out.
         *
         * @return the stage
         */
        public Stage stage() {
            return stage;
        }
    }

    /**
     * A step that is no compensation.
     *
     * @param part to which part it belongs
     * @param index its place in that part, from 0
     * @return the reference
     */
    public static StepRef of(Part part, int index) {
        return new StepRef(part, index, 0);
    }

    /**
     * Names a step that undoes a deploy step.
     *
     * @param deployStep the place of the deploy step that it undoes
     * @param sub its place among that step's compensations
     * @return the reference
     */
    public static StepRef compensation(int deployStep, int sub) {
        return new StepRef(Part.COMPENSATION, deployStep, sub);
    }

    /**
     * Reads what {@link #path} writes.
     *
     * @param path where a step is defined
     * @return the reference with this path
     * @throws IllegalArgumentException if no reference has this path
     */
    public static StepRef parse(String path) {
        String[] words = path.split("/", -1);
        int index = number(words, 1);
        int sub = number(words, 3);
        return Arrays.stream(Part.values())
                .map(part -> new StepRef(part, index, sub))
                .filter(ref -> ref.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a step's place is such as deployment_steps/1 or"
                        + " deployment_steps/1/rollback/0, found '" + path + "'"));
    }

    /** What is no number becomes one that has another path. */
    private static int number(String[] words, int place) {
        try {
            return place < words.length ? Math.max(0, Integer.parseInt(words[place])) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The stage in which this step is carried out.
     *
     * @return the stage
     */
    public Stage stage() {
        return part.stage();
    }

    /**
     * Where the step is defined.
     *
     * @return a JSON pointer without its first slash, such as {@code deployment_steps/1/rollback/0}
     */
    public String path() {
        return part == Part.COMPENSATION
                ? Part.DEPLOY.label + "/" + index + "/" + part.label + "/" + sub
                : part.label + "/" + index;
    }

    // Written out, as is hashCode: what records have instead is linked at run time, which a start would wait for.
    @Override
    public boolean equals(Object other) {
        return other instanceof StepRef that && part == that.part && index == that.index && sub == that.sub;
    }

    @Override
    public int hashCode() {
        return (part.hashCode() * 31 + index) * 31 + sub;
    }

    @Override
    public String toString() {
        return path();
    }
}
