/** Classes that break the rules of the architecture on purpose, so that each rule is seen to fail. */
package io.github.devopsagent.archfixtures;
