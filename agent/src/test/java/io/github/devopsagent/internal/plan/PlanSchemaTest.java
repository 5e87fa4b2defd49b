package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader and the schema are two descriptions of one language: they must agree. */
class PlanSchemaTest {

    @Test
    void a_plan_of_the_protocol_is_valid() {
        byte[] plan = bytes("{'epic_id':'E','workstreams':[{'id':'W','title':'t','tasks':[{'id':'T','title':'t'}]}],"
                + "'testing_matrix':[{'type':'unit'}],'deployment_steps':['a','',' '],'rollback_plan':''}");
        assertThat(Schemas.PROTOCOL_PLAN.errorsIn(plan)).isEmpty();
        assertThat(Schemas.PLAN.errorsIn(plan)).isEmpty();
        assertThat(PlanReader.read(plan, Defaults.STANDARD).isRight()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x':1",
                "'environment':'prod','monitoring':{'duration':'0s','period':'1m30s','failure_limit':0,'x':'y'}",
                "'environment':null,'monitoring':null,'preflight':null,'health_checks':null,'deployment_steps':null",
                "'preflight':'a','backup':{'run':'a'},'deployment_steps':{'run':'a','rollback':'b'}",
                "'deployment_steps':[{'run':'a','name':'','timeout':'PT5S','env':{'A':'b','DEVOP':''},"
                        + "'working_directory':'.','idempotent':true,'retries':2,'rollback':['a',{'uses':'b'}]}]",
                "'deployment_steps':[{'uses':'a','run':null,'with':{'a':[1,{'b':null}]},'retries':0,'timeout':null}]",
                "'rollback_plan':[{'run':'a','rollback':null},'b']",
                "'health_checks':['a',{'http':'https://h:1/x?y','expect_status':200,'expect_body':' x'},"
                        + "{'tcp':'h:1','after':'both','initial_delay':'500ms','success_threshold':1},"
                        + "{'run':'a','expect_status':null},{'uses':'a','with':{}}]",
                "'health_checks':[{'http':'https://h','expect_status':[200,101,'300-399',3.01e2],'expect_json':"
                        + "{'':[1,{'a':'b'}],'/a~1b/0':true},'method':'GET','max_time':'500ms','headers':{'Host':'h','X':'','X-Token':"
                        + "{'secret':'A'}},'basic_auth':{'user':'u','password':{'secret':'B'}},'follow_redirects':true,"
                        + "'ca_file':'ca.pem','insecure':false},{'http':'https://h','bearer_token':{'secret':'C'},"
                        + "'insecure':true,'expect_status':'100-599','ca_file':null},"
                        + "{'http':'https://h','method':'HEAD','expect_status':204},"
                        + "{'run':'a','method':null,'headers':null,'insecure':null,'max_time':null,'expect_json':null}]",
                "'$schema':'x','deployment_steps':[{'cmd':'a','cwd':'b','environment':{'A':'b'},'timeout-minutes':1.5},"
                        + "{'script':['a','','b']},{'commands':'a','cwd':null,'workdir':'x'},{'run':['a']}]",
                "'rollback_plan':{'steps':['a',{'run':'b'}],'name':'x','x':1}",
                "'rollback_plan':{'procedure':'Revert it.','steps':null}",
                "'rollback_plan':{'commands':['a','b']}",
                "'rollback_plan':{'script':['a','b'],'timeout':'5 minutes'}",
                "'health_checks':{'url':'http://h','expected_status':200,'expected_body':'x','initialDelaySeconds':0}",
                "'monitoring':{'duration':'1 Hour 30 min','period':'10sec','failure_limit':1}",
                "'monitoring':{'duration_hours':0,'periodInMs':1}",
                "'deployment_steps':[{'run':'a','irreversible':true,'rollback':null},{'run':'b','irreversible':false,"
                        + "'rollback':'c','produces':null},{'run':'d','irreversible':true,'rollback':['',' ']}]",
                "'backup':[{'run':'a','produces':'app.sql'},{'run':'b','produces':['/srv/a b','','x'],"
                        + "'irreversible':null},{'run':'c','produces':null}]"
            })
    void both_accept(String fields) {
        byte[] plan = bytes("{'epic_id':'E'," + fields + "}");
        assertThat(Schemas.PLAN.errorsIn(plan)).isEmpty();
        assertThat(PlanReader.read(plan, Defaults.STANDARD).isRight()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'environment':''",
                "'environment':7",
                "'monitoring':[]",
                "'monitoring':{'period':'0s'}",
                "'monitoring':{'period':30}",
                "'monitoring':{'failure_limit':1.5}",
                "'preflight':7",
                "'preflight':[[]]",
                "'preflight':[{'run':'a','rollback':'b'}]",
                "'backup':{'run':'a','rollback':[]}",
                "'rollback_plan':{'run':'a','rollback':'b'}",
                "'deployment_steps':[null]",
                "'deployment_steps':[{}]",
                "'deployment_steps':[{'run':null}]",
                "'deployment_steps':[{'run':' '}]",
                "'deployment_steps':[{'run':'a','uses':'b'}]",
                "'deployment_steps':[{'run':'a','with':{}}]",
                "'deployment_steps':[{'uses':'a','with':'b'}]",
                "'deployment_steps':[{'uses':'a','with':{'a':[[null]]}}]",
                "'deployment_steps':[{'run':'a\\u0000'}]",
                "'deployment_steps':['a\\u0000']",
                "'deployment_steps':[{'run':'a','name':1}]",
                "'deployment_steps':[{'run':'a','timeout':'5 fortnights'}]",
                "'deployment_steps':[{'run':'a','timeout':'0 minutes'}]",
                "'deployment_steps':[{'run':'a','timeout':'5M'}]",
                "'deployment_steps':[{'run':'a','timeout':'5 S'}]",
                "'deployment_steps':[{'run':'a','timeout':'5 minutesx'}]",
                "'deployment_steps':[{'run':'a','timeout':'30s and 5ms'}]",
                "'deployment_steps':[{'run':'a','timeout_seconds':0}]",
                "'deployment_steps':[{'run':'a','timeout_seconds':-1}]",
                "'deployment_steps':[{'run':[]}]",
                "'deployment_steps':[{'run':['a',{'run':'b'}]}]",
                "'deployment_steps':[{'run':['',' ']}]",
                "'deployment_steps':[{'command':['a']}]",
                "'deployment_steps':[{'cmd':['a']}]",
                "'deployment_steps':[{'run':'a','cmd':'a'}]",
                "'deployment_steps':[{'script':'a','uses':'b'}]",
                "'deployment_steps':[{'cmd':'a','with':{}}]",
                "'deployment_steps':[{'run':'a','env':{},'environment':{}}]",
                "'deployment_steps':[{'run':'a','environment':'prod'}]",
                "'deployment_steps':[{'run':'a','cwd':'x','workdir':'x'}]",
                "'deployment_steps':[{'run':'a','cwd':'x','working_directory':'x'}]",
                "'rollback_plan':{'steps':['a'],'procedure':['a']}",
                "'rollback_plan':{'steps':['a'],'run':'a'}",
                "'rollback_plan':{'run':'a','commands':['a']}",
                "'rollback_plan':{'commands':['a'],'timeout':'5m'}",
                "'rollback_plan':{'steps':[7]}",
                "'rollback_plan':{'steps':null}",
                "'rollback_plan':{}",
                "'rollback_plan':[{'procedure':['a']}]",
                "'health_checks':{'url':'http://h','http':'http://h'}",
                "'health_checks':{'http':'http://h','expect_status':200,'expected_status':200}",
                "'health_checks':{'http':'http://h','expect_body':'a','expected_body':'b'}",
                "'health_checks':{'run':'a','expected_body':'b'}",
                "'monitoring':{'period_ms':0}",
                "'deployment_steps':[{'run':'a','timeout':''}]",
                "'deployment_steps':[{'run':'a','env':{'A':1}}]",
                "'deployment_steps':[{'run':'a','env':{'A=':'b'}}]",
                "'deployment_steps':[{'run':'a','env':{'DEVOPS_X':'b'}}]",
                "'deployment_steps':[{'run':'a','env':{'':'b'}}]",
                "'deployment_steps':[{'run':'a','working_directory':''}]",
                "'deployment_steps':[{'run':'a','idempotent':'yes'}]",
                "'deployment_steps':[{'run':'a','retries':1}]",
                "'deployment_steps':[{'run':'a','retries':1,'idempotent':null}]",
                "'deployment_steps':[{'run':'a','retries':101,'idempotent':true}]",
                "'deployment_steps':[{'run':'a','rollback':{'run':'b','rollback':'c'}}]",
                "'deployment_steps':[{'run':'a','irreversible':'yes'}]",
                "'deployment_steps':[{'run':'a','irreversible':true,'rollback':'b'}]",
                "'deployment_steps':[{'run':'a','rollback':{'run':'b','irreversible':true}}]",
                "'backup':[{'run':'a','irreversible':true}]",
                "'preflight':[{'run':'a','irreversible':false}]",
                "'rollback_plan':[{'run':'a','irreversible':true}]",
                "'rollback_plan':{'steps':['a'],'irreversible':true}",
                "'deployment_steps':[{'run':'a','produces':['x']}]",
                "'preflight':[{'run':'a','produces':'x'}]",
                "'rollback_plan':[{'run':'a','produces':'x'}]",
                "'backup':[{'run':'a','produces':[]}]",
                "'backup':[{'run':'a','produces':' '}]",
                "'backup':[{'run':'a','produces':['',' ']}]",
                "'backup':[{'run':'a','produces':7}]",
                "'backup':[{'run':'a','produces':{'a':'b'}}]",
                "'backup':[{'run':'a','produces':['x',7]}]",
                "'backup':[{'run':'a','produces':'~/app.sql'}]",
                "'backup':[{'run':'a','produces':'$HOME/app.sql'}]",
                "'backup':[{'run':'a','produces':['app.sql','*.sql']}]",
                "'backup':[{'run':'a','produces':'app-`date`.sql'}]",
                "'backup':[{'run':'a','produces':'{{ dump }}'}]",
                "'backup':[{'run':'a','produces':'a\\u0000'}]",
                "'health_checks':7",
                "'health_checks':[{}]",
                "'health_checks':[{'http':'localhost:80'}]",
                "'health_checks':[{'http':'http://h','tcp':'h:1'}]",
                "'health_checks':[{'http':'http://h','expect_status':99}]",
                "'health_checks':[{'http':'https://h','expect_status':[]}]",
                "'health_checks':[{'http':'https://h','expect_status':[200,'x']}]",
                "'health_checks':[{'http':'https://h','expect_status':'2xx'}]",
                "'health_checks':[{'http':'https://h','expect_status':'200'}]",
                "'health_checks':[{'http':'https://h','expect_status':150}]",
                "'health_checks':[{'http':'https://h','expect_status':'110-199'}]",
                "'health_checks':[{'http':'https://h','expect_status':200.5}]",
                "'health_checks':[{'http':'https://h','expect_status':true}]",
                "'health_checks':[{'http':'https://h','expect_body':''}]",
                "'health_checks':[{'http':'https://h','expect_body':' '}]",
                "'health_checks':[{'http':'https://h','expect_json':{}}]",
                "'health_checks':[{'http':'https://h','expect_json':['/a']}]",
                "'health_checks':[{'http':'https://h','expect_json':{'status':'UP'}}]",
                "'health_checks':[{'http':'https://h','expect_json':{'/~2':'UP'}}]",
                "'health_checks':[{'http':'https://h','expect_json':{'/a':null}}]",
                "'health_checks':[{'http':'https://h','expect_json':{'/a':[{'b':null}]}}]",
                "'health_checks':[{'http':'https://h','max_time':'0s'}]",
                "'health_checks':[{'http':'https://h','method':'POST'}]",
                "'health_checks':[{'http':'https://h','method':'head'}]",
                "'health_checks':[{'http':'https://h','method':1}]",
                "'health_checks':[{'run':'a','method':'HEAD'}]",
                "'health_checks':[{'http':'https://h','method':'HEAD','expect_body':'UP'}]",
                "'health_checks':[{'http':'https://h','method':'HEAD','expect_json':{'/a':1}}]",
                "'health_checks':[{'http':'https://h','max_time':2}]",
                "'health_checks':[{'http':'https://h','headers':'Host: h'}]",
                "'health_checks':[{'http':'https://h','headers':{'Host:':'h'}}]",
                "'health_checks':[{'http':'https://h','headers':{'A':'b\\nc'}}]",
                "'health_checks':[{'http':'https://h','headers':{'A':' b'}}]",
                "'health_checks':[{'http':'https://h','headers':{'A':7}}]",
                "'health_checks':[{'http':'https://h','headers':{'A':null}}]",
                "'health_checks':[{'http':'https://h','headers':{'Connection':'close'}}]",
                "'health_checks':[{'http':'https://h','headers':{'Transfer-encoding':'x'}}]",
                "'health_checks':[{'http':'https://h','headers':{'Authorization':'Bearer x'}}]",
                "'health_checks':[{'http':'https://h','headers':{'X-SESSION-ID':'1'}}]",
                "'health_checks':[{'http':'https://h','headers':{'Subscription-Key':'1'}}]",
                "'health_checks':[{'http':'https://h','headers':{'x-api-key':'x'}}]",
                "'health_checks':[{'http':'https://h','headers':{'A':{'secret':'B','x':1}}}]",
                "'health_checks':[{'http':'https://h','headers':{'A':{}}}]",
                "'health_checks':[{'http':'https://h','basic_auth':'a:b'}]",
                "'health_checks':[{'http':'https://h','basic_auth':{'user':'a'}}]",
                "'health_checks':[{'http':'https://h','basic_auth':{'user':'a','password':'b'}}]",
                "'health_checks':[{'http':'https://h','basic_auth':{'user':'a:b','password':{'secret':'B'}}}]",
                "'health_checks':[{'http':'https://h','basic_auth':{'user':' ','password':{'secret':'B'}}}]",
                "'health_checks':[{'http':'https://h','bearer_token':'abc'}]",
                "'health_checks':[{'http':'https://h','bearer_token':{'secret':'a b'}}]",
                "'health_checks':[{'http':'https://h','bearer_token':{'secret':7}}]",
                "'health_checks':[{'http':'https://h','bearer_token':{'secret':'A'},'basic_auth':{'user':'a','password':{'secret':'B'}}}]",
                "'health_checks':[{'http':'https://h','follow_redirects':'yes'}]",
                "'health_checks':[{'http':'https://h','follow_redirects':5}]",
                "'health_checks':[{'http':'https://h','ca_file':''}]",
                "'health_checks':[{'http':'https://h','ca_file':[]}]",
                "'health_checks':[{'http':'https://h','insecure':'true'}]",
                "'health_checks':[{'http':'https://h','insecure':true,'ca_file':'a'}]",
                "'health_checks':[{'run':'a','headers':{}}]",
                "'health_checks':[{'tcp':'h:1','insecure':false}]",
                "'health_checks':[{'uses':'http','max_time':'1s'}]",
                "'health_checks':[{'tcp':'h'}]",
                "'health_checks':[{'tcp':'h:1','expect_body':'x'}]",
                "'health_checks':[{'run':'a','after':'never'}]",
                "'health_checks':[{'run':'a','failure_threshold':0}]",
                "'health_checks':[{'run':'a','timeout':'0ms'}]"
            })
    void both_refuse(String fields) {
        byte[] plan = bytes("{'epic_id':'E'," + fields + "}");
        List<String> errors = Schemas.PLAN.errorsIn(plan);
        assertThat(errors).isNotEmpty();
        assertThat(PlanReader.read(plan, Defaults.STANDARD).isLeft()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "backup", "deployment_steps", "rollback_plan", "health_checks"})
    void both_accept_a_thousand_steps_and_refuse_more(String part) {
        String most = "'a'" + ",'a'".repeat(Limits.STEPS - 1);
        both_accept("'" + part + "':[" + most + "]");
        both_refuse("'" + part + "':[" + most + ",'a']");
    }

    @Test
    void an_epic_is_required() {
        assertThat(Schemas.PLAN.errorsIn(bytes("{}"))).isNotEmpty();
    }
}
