/** What the tests of several modules need: how a module is laid out, which cells of a matrix are tried, files of attempts. */
package io.github.devopsagent.contract;
