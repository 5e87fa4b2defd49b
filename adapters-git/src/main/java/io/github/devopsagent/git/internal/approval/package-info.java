/** The rules that an approval is as new as what goes live, and by whom it says. */
package io.github.devopsagent.git.internal.approval;
