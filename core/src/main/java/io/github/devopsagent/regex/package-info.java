/** Regular expressions. */
package io.github.devopsagent.regex;
