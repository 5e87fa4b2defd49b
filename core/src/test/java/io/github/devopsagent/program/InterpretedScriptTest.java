package io.github.devopsagent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts of which each was executed against a server that answers 500, and against none. */
class InterpretedScriptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "python3; -c; ~import requests; requests.get('http://localhost:8080')~",
                "python3.11; -c; ~import requests; print(requests.get('http://localhost:8080').status_code)~",
                "python; -c; ~import http.client; c=http.client.HTTPConnection('localhost'); c.request('GET','/'); print(c.getresponse().status)~",
                "python3; -c; ~import socket; print(socket.socket().connect_ex(('localhost', 8080)))~",
                "python3; -c; ~import os; os.system('curl -f localhost')~",
                "python3; -c; ~import os, sys; sys.exit(os.system('curl -f localhost'))~",
                "python3; -c; ~import subprocess; subprocess.run(['curl', '-f', 'localhost'])~",
                "node; -e; ~require('http').get('http://localhost:8080')~",
                "node; -e; ~require('http').get('http://localhost:8080', r => console.log(r.statusCode))~",
                "node; --eval; ~require('http').get('http://localhost:8080', () => process.exit(0))~",
                "node; -e; ~fetch('http://localhost:8080').then(r => console.log(r.status))~",
                "node; -e; ~fetch('http://localhost:8080').catch(console.error)~",
                "node; -e; ~require('child_process').spawnSync('curl', ['-f', 'localhost'])~",
                "perl; -e; ~system('curl -f localhost')~",
                "perl; -MHTTP::Tiny -e; ~print HTTP::Tiny->new->get('http://localhost:8080')->{status}~",
                "ruby; -rnet/http -e; ~puts Net::HTTP.get_response(URI('http://localhost:8080')).code~"
            })
    void it_is_told_that_nothing_decides(String program, String options, String script) {
        assertThat(InterpretedScript.blind(program, arguments(options, script))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "python3; -c; ~import urllib.request; urllib.request.urlopen('http://localhost:8080')~",
                "python3; -c; ~import urllib.request; print(urllib.request.urlopen('http://localhost:8080').status)~",
                "python3; -c; ~import requests; requests.get('http://localhost:8080').raise_for_status()~",
                "python3; -c; ~import requests; assert requests.get('http://localhost:8080').ok~",
                "python3; -c; ~import requests; requests.get('http://localhost:8080').json()['status']~",
                "python3; -c; ~import socket; socket.create_connection(('localhost', 8080))~",
                "python3; -c; ~import subprocess; subprocess.run(['curl', '-f', 'localhost'], check=True)~",
                "python3; -c; ~import subprocess; subprocess.check_call(['curl', '-f', 'localhost'])~",
                "python3; -c; ~import torch; print('OK')~",
                "python3; check.py; ~requests.get('http://localhost:8080')~",
                "node; -e; ~require('http').get('http://localhost:8080', r => process.exit(r.statusCode === 200 ? 0 : 1))~",
                "node; -e; ~fetch('http://localhost:8080').then(r => { if (!r.ok) throw r })~",
                "node; -e; ~require('net').connect(5432, 'localhost')~",
                "node; -e; ~require('./health').get()~",
                "node; -e; ~fetch('http://localhost:8080').then(r => r.json()).then(j => j.a.b)~",
                "perl; -pe; ~s/`/x/~",
                "perl; -ne; ~system('true') ; print~",
                "ruby; -rnet/http -e; ~Net::HTTP.get_response(URI('http://localhost:8080')).error!~",
                "perl; -e; ~exit(system('curl -f localhost') != 0)~",
                "perl; -MHTTP::Tiny -e; ~HTTP::Tiny->new->get('http://localhost:8080')->{success} or exit 1~",
                "ruby; -e; ~exit system('curl -f localhost')~",
                "ruby; -rnet/http -e; ~Net::HTTP.get_response(URI('http://localhost:8080')).value~",
                "curl; -e; ~fetch('http://localhost:8080')~"
            })
    void what_may_decide_is_let(String program, String options, String script) {
        assertThat(InterpretedScript.blind(program, arguments(options, script))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "python; -c; ~import sys; sys.exit(0)~; true",
                "python; -c; ~print('ok')~; true",
                "node; -e; ~process.exit(0)~; true",
                "python; -c; ~import sys; sys.exit(1)~; false",
                "python; -c; ~import cart; print('ok')~; false",
                "python; -c; ~print(open('/run/cart').read())~; false"
            })
    void one_that_asks_nothing_is_known(String program, String option, String script, boolean asksNothing) {
        assertThat(InterpretedScript.asksNothing(program, List.of(option, script)))
                .isEqualTo(asksNothing);
    }

    private static List<String> arguments(String options, String script) {
        List<String> words = new java.util.ArrayList<>(List.of(options.split(" ", -1)));
        words.add(script);
        return words;
    }
}
