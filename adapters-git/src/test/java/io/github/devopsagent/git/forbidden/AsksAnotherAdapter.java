package io.github.devopsagent.git.forbidden;

import com.tngtech.archunit.core.domain.JavaClass;
import io.github.devopsagent.elsewhere.Neighbour;

/** Depends on a package of ours that is not the port's, and on a library that is not among the allowed. */
public class AsksAnotherAdapter {

    String ask(Neighbour neighbour, JavaClass library) {
        return neighbour + library.getName();
    }
}
