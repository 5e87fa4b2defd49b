package io.github.devopsagent.barestring;

/** The forms of tools that deploy: containers, clusters, clouds, releases. See {@link ToolTable} for the notation. */
final class DeploymentTools {

    static final String LISTS = """
            $kinds = all deployment deployments deploy pod pods po service services svc node nodes no namespace
                namespaces ns job jobs cronjob cronjobs statefulset statefulsets sts daemonset daemonsets ds ingress
                ingresses ing configmap configmaps cm secret secrets pvc pv hpa replicaset replicasets rs event
                events endpoints ep crd crds serviceaccount serviceaccounts sa role roles rolebinding clusterrole
                clusterrolebinding networkpolicy rollout rollouts application applications certificate certificates
                quota storageclass componentstatuses
            $acts = create delete describe list ls get set add remove rm submit apply sync login logout activate deactivate
                enable disable show run up down analyze push pull exec publish install uninstall init destroy plan validate
                version info wait cancel abort pause resume promote switch open ssh use bootstrap check dev preview prod
                rename read write put seal unseal lock unlock watch view download upload dispatch fetch clone synth doctor
                whoami link unlink clean completion save leave join force-leave select refresh invalidate diff eval
                accessory audit details boot undo clear converge toggle stat standby sealed-secret
            $ends = deploy update start stop restart reset rollback resize scale status logs revert import export restore
                upgrade build drain setup redeploy undeploy reload snapshot rerun retry reboot migrate reconcile
                switchover stage test swap
            $things = auth app apps machine machines secrets repo cluster cluster-info config context history node nodes
                service services instance instances job jobs release releases env envs env:set deployment deployments
                image images token server operator cert certs domain domains regions volumes proxy kv lease policy secret
                workflow pr issue tag kustomization source helmrelease members raft alloc host allocation stack outputs
                output db traefik rollouts rollout reports plugin plugins endpoint console sourcemaps schedule schedules
                viz media deploys backup
            $verbs = $acts $ends $things
            $fluxkinds = all kustomization kustomizations ks helmrelease helmreleases hr source sources image images
                alert alerts alert-provider receiver receivers artifact
            """;

    static final String FORMS = """
            kubectl,oc,k3s,microk8s,kubecolor % -* -n --namespace -c --container -l --selector -o --output -f
                --filename -k --context --as --sort-by --field-selector --cluster --user --type --name --port --for
            kubectl,oc,kubecolor : get|describe|edit|delete|label|annotate|patch $kinds|P|I NAME|P|A* ;
                get|describe|delete|patch $kinds|P|I ; delete OPT ; apply|replace|create|diff OPT ; create $kinds
                NAME|A* ; create secret|service|token generic|tls|docker-registry|clusterip|nodeport|NAME NAME|A* ;
                rollout status|undo|restart|history|pause|resume $kinds NAME ; rollout
                status|undo|restart|history|pause|resume P+ ; OPT get|describe|delete|patch|edit NAME NAME ; OPT
                rollout status|undo|restart|history|pause|resume $kinds NAME? ; OPT scale|autoscale|expose|wait|set
                $kinds|P NAME|P|A* ; set image|env|resources|selector|serviceaccount $kinds|P NAME? A+ ; logs P|NAME
                NAME? ; OPT logs ; exec P|NAME CMD ; cp P|I|R|$dirs P|I|R ; port-forward P|I N|I+ ; top
                pods|pod|nodes|node NAME? ; drain|cordon|uncordon P|I|minikube ; taint $kinds NAME I|A+ ; config
                use-context|set-context|current-context|view|get-contexts|set|unset|delete-context NAME|P|A* ;
                cluster-info dump ; version|cluster-info|api-resources|api-versions|get-contexts ; explain NAME ; auth can-i|whoami ANY*
                ; auth can-i $verbs|list|patch|watch $kinds|P|I ; rollout latest P|I ; run NAME ; run NAME CMD ; argo rollouts $verbs $kinds|NAME NAME|A* ;
                kustomize P ; rolling-update NAME ; login|logout U? ; new-app|start-build|tag NAME|P|I+ ; project
                NAME ; adm ANY* ; adm drain|cordon|uncordon|taint NAME ANY* ; debug P|NAME ; certificate approve|deny NAME
            kubectl : cnpg status|promote|restart|reload|backup|hibernate|fencing|destroy I I|on|off? I?
            k3s,microk8s : kubectl ANY* ; $verbs ANY*
            docker,podman,nerdctl,docker-compose,podman-compose % -t --tag -f --file -n --name -e -v -p --project
                --network -w -u --user -H --context --format --filter --project-name --profile --env-file
                --entrypoint --target --platform --service --build-arg --restart -s -l --tail --since
            docker,podman,nerdctl : volume|network create|rm|inspect NAME|$dirs|$kinds+ ; ps|images|info|version|stats|events ; login|logout U? ;
                pull|push|rmi|inspect|history|start|stop|restart|kill|rm|pause|unpause|logs|top|wait|attach
                NAME|P|U|N+ ; port|diff NAME ; OPT pull|push|rm|rmi|stop|images|ps ; rename|update|commit NAME|P|U
                NAME|P|U? ; run|create NAME|P|U|N ; run NAME|P|U|N CMD ; OPT run NAME|P|U N|I|P|U|A* ; exec NAME|N|K
                CMD ; exec NAME|N|K K|I|P W? ; OPT exec NAME|N NAME|P I|P|N|A* ; build|buildx P|U|- ; buildx
                build|bake|create|use|ls|inspect|rm P|U|I* ; OPT build ; tag NAME|P|U|N NAME|P|U|N ; save|export
                NAME|P|U+ ; load|import P* ; OPT load ; cp P|I|R P|I|R ; compose
                up|down|pull|push|build|restart|start|stop|rm|logs|ps|kill|config|create|pause|unpause|top|
                images|ls|events|version|watch NAME* ; compose scale A+ ; compose exec NAME CMD ; compose run NAME CMD? ; OPT compose
                run|exec NAME NAME|P|I ANY* ; compose cp P|I|R P|I|R ; service
                update|scale|ls|ps|logs|rm|inspect|rollback|create NAME|A|P|U* ; stack
                deploy|rm|ps|ls|services|up|down NAME* ; swarm init|join|leave|update ANY* ; node
                ls|update|inspect|rm|promote|ps NAME* ; network create|rm|ls|inspect|connect|disconnect|prune NAME*
                ; volume create|rm|ls|inspect|prune NAME* ; system prune|df|info|reset ; image
                prune|ls|rm|pull|push|build|inspect|load|save NAME|P|U* ; container
                prune|ls|rm|stop|restart|logs|inspect|start NAME|N* ; builder|buildx prune ; context
                use|ls|create|rm NAME* ; manifest create|push|inspect|annotate P|U|I* ; secret|config
                create|ls|rm|inspect NAME* P? ; machine start|stop|init|ls|rm|env NAME* ; pod
                ps|rm|stop|start|create NAME* ; generate|play systemd|kube NAME|P
            docker,podman,nerdctl : OPT compose run|exec NAME $scripts|$verbs ANY*
            docker-compose,podman-compose : OPT run|exec NAME $scripts|$verbs ANY*
            docker,podman,nerdctl : OPT run P|U up|down|migrate|upgrade|serve|info|version|$scripts ANY*
            podman : auto-update ; OPT auto-update
            pscale,jf : deploy-request|branch|backup|database|rt|rbp create|deploy|diff|list|show|delete|promote|ping|upload|
                u|dl|del|cp|mv|bp NAME|P|U|Q|N* ; OPT
            docker : rollout NAME
            docker-compose,podman-compose :
                up|down|pull|push|build|restart|start|stop|rm|logs|ps|kill|config|create|pause|unpause|top|
                images|version NAME* ; scale A+ ; exec NAME CMD ; run NAME CMD? ; OPT run|exec NAME NAME|P|I ANY*
            helm % -* -n --namespace -f --values --version --kube-context --set --set-string --repo --output -o
                --history-max
            helm : install|upgrade NAME P|U|I|. ; OPT install|upgrade NAME NAME|chart|charts ; OPT install P|U ;
                rollback|uninstall|delete|status|history|get NAME N? ; get values|manifest|notes|hooks|all|metadata
                NAME ; list|ls|version|env|init ; repo add NAME U ; repo update|list|index|remove NAME|P* ; search
                repo|hub NAME|P ; template NAME? P|U|. ; lint|package|push|pull|show|test P|U|I|chart|charts+ ; pull|show ANY+ ;
                dependency|dep update|build|list P? ; plugin install|list|update ANY* ; registry login|logout U ;
                diff upgrade|rollback|revision NAME P|U|N* ; create NAME ; secrets ANY* ; test NAME
            helmfile,kustomize,skaffold,tilt,argocd,argo,flux,velero,istioctl,linkerd,eksctl,kops,kind,minikube,k3d,
                k9s,kubeadm,kubectx,kubens,nomad,consul,vault,etcdctl,gh,glab,circleci,sentry-cli,datadog-ci,
                firebase,supabase,wrangler,oci,ibmcloud,linode-cli,hcloud,scw,openstack,doctl,flyctl,fly,vercel,
                netlify,railway,render,kamal,cf,eb,cdk,cdktf,sam,sls,serverless,pulumi,terragrunt,amplify,surge,
                copilot,ecs-cli,convox,waypoint,boundary,werf,kapp,ytt,ko,skopeo,crane,cosign,crictl,ctr,buildah,
                kaniko,trivy,snyk,dagger,garden,okteto,cloudctl,aliyun,tccli,yc,ovhcloud,civo,exo,tkn,kn,dapr,nats,
                temporal,fastly,rke,talosctl,clusterctl,kubeseal,sops,step,teleport,tsh,shipit,mup,wercker,
                appcenter,fastlane,azd,swa,func,dokku,caprover,cap,cap-deploy,mina,dep,deployer,capistrano,fab,krane
                % -n --namespace -f --file -o --output --context --profile --stack --app -a --remote -s -r -R -c -e
                --stage --environment --env -i -p --project --name -l --filter --format
            helmfile,kustomize,skaffold,tilt,istioctl,kops,minikube,circleci,amplify,surge,cdktf,terragrunt :
                $acts|$ends $things|I|P|U|N|A* ; $things+ $acts I|P|U|N|A* ; $things|I $acts|I|P|U|N|A+ ; I ; OPT $acts|$ends
                $verbs|I|P|U|N|A* ; OPT $things+ $acts|$ends I|P|U|N|A* ; OPT
            kubeadm : init|reset|version|join U? ; upgrade plan|apply|node|diff I|N|P* ; token create|list|delete|generate I* ;
                config images pull|list ; certs renew|check-expiration all|I? ; OPT ANY* ; OPT init|join|reset|upgrade|token|certs
                phase|plan|apply|node|create|renew|all|I|U|N*
            etcdctl : snapshot save|restore|status P ; member list|add|remove|update|promote I|U|N* ; endpoint health|status|hashkv ;
                get|put|del|watch P|I|NAME ANY* ; defrag ; alarm list|disarm ; compact N ; move-leader I ; OPT
                snapshot|member|endpoint|get|put|del|defrag|alarm|move-leader|user|role|auth save|restore|status|list|add|remove|health|
                hashkv|disarm|enable|disable|P|I|U*
            pulumi % -C --cwd
            pulumi : up|preview|refresh|destroy|login|logout|cancel|new|whoami|about|version|import|logs|watch|console|update ;
                up|preview|destroy|refresh I|P ; stack select|init|ls|rm|output|export|import|history|tag|rename|graph
                NAME|P|I|dev|prod|staging* ; stack ; config set|get|rm|refresh|cp|set-all NAME|P|I ANY* ; config ; state
                delete|unprotect|move|rename Q|P|U|I+ ; policy|plugin|org|env|schema $acts I|P* ; OPT
                $verbs|state|policy|plugin I|P|U|N|A|$verbs*
            kamal : deploy|redeploy|rollback|setup|init|config|version|remove|upgrade I|N? ; app boot|start|stop|logs|containers|
                images|details|live|maintenance|version|remove|stale_containers ; proxy|traefik
                boot|reboot|start|stop|restart|logs|details|remove ; accessory boot|reboot|restart|start|stop|logs|details|remove NAME ;
                server|registry|build|env|lock|audit|prune|secrets exec|bootstrap|login|logout|push|pull|deliver|dev|create|
                remove|details|acquire|release|status|all|images|containers|fetch|print ; audit|details ; OPT ANY* ; OPT
                app|proxy|build|accessory|lock|server $verbs|exec NAME|P|Q|I*
            linode-cli : linodes|nodebalancers|lke|volumes|images|databases|domains $verbs|I ANY*
            tilt : ci|up|down NAME?
            kops : rolling-update|update|replace|delete|validate|edit|export cluster|ig|kubecfg NAME|I|P? ; OPT
                rolling-update|update|replace|delete|validate|edit|export cluster|ig|kubecfg NAME|I|P?
            glab % -b --ref --branch
            render : deploys|services|jobs create|list|cancel I* ; OPT deploys|services|jobs create|list|cancel I*
            argo,linkerd,eksctl,k3d,gh,glab,sentry-cli,datadog-ci,
                wrangler,oci,linode-cli,hcloud,scw,openstack,doctl,flyctl,cf,
                eb,cdk,sam,sls,serverless,copilot,ecs-cli,convox,waypoint,
                werf,kapp,skopeo,crane,cosign,buildah,trivy,snyk,dagger,okteto,aliyun,tccli,yc,civo,exo,
                tkn,kn,fastly,rke,talosctl,clusterctl,sops,tsh,swa,caprover,krane : $acts|$ends ;
                $acts|$ends|I|P|U $verbs* I|P|U|N|A* NAME? I|P|U|N|A|K* ;
                $things+ $acts $verbs* I|P|U|N|A* NAME? I|P|U|N|A|K* ; $things+ I|P|U|N|A+ NAME? I|P|U|N|A|K* ;
                $things+ $ends $things* I|P|U|N|A+ NAME? I|P|U|N|A|K* ; OPT $things+ $ends|I|P|U|N|A* NAME? I|P|U|N|A|K* ;
                app|apps|job|machine|machines|stack|release|releases|run|service $ends NAME ; OPT
            linkerd : viz $verbs|top|tap|routes|edges $kinds|P|I* ; OPT viz dashboard
            datadog-ci : deployment mark|gate|correlate ; OPT deployment mark|gate|correlate
            glab : OPT ci|mr|release run|status|view|trigger|list|create|merge
            gh,glab : auth|run|pr|repo|status status|view|setup-git|token
            argocd : app get|set|sync|wait|diff|history|rollback|create|delete|manifests|patch|terminate-op|unset|logs|resources|
                actions|edit|add-source NAME|P|I N? ; app list|ls ; OPT app sync|list|ls|wait|create|delete|rollback ;
                cluster|repo|proj|account|cert|gpg|context|appset|repocreds|admin list|add|rm|get|create|delete|set|
                update-password|generate|rotate-auth|export|import NAME|U|P|I* ; login|logout U ; context NAME|U? ; version ; OPT
            vault : status|version|login ; OPT monitor ; read|write|delete|list|patch|path-help|unwrap|ssh P|U|I|A|N+ ;
                kv get|put|patch|delete|undelete|destroy|list|rollback|enable-versioning|metadata P|I ANY* ; kv metadata
                get|put|delete|patch P|I ANY* ; operator unseal|seal|init|step-down|rekey|generate-root|key-status|members|
                migrate|diagnose|usage|rotate I|P|N* ; operator raft list-peers|join|remove-peer|autopilot U|P|I|state* ;
                operator raft snapshot save|restore|inspect P|I ; token create|lookup|renew|revoke|capabilities I|P|N* ;
                lease renew|revoke|lookup P|I+ ; policy read|write|list|delete|fmt NAME|P* P|-? ;
                auth|secrets|audit list|enable|disable|tune|move NAME|P* ; plugin list|info|register|deregister|reload ANY* ;
                namespace list|create|delete|lock|unlock NAME|P* ; OPT ANY*
            consul : reload|leave|members|info|version ; OPT monitor ; validate P+ ; kv get|put|delete|export|import P|I ANY* ;
                snapshot save|restore|inspect P|I ; operator raft|autopilot
                list-peers|remove-peer|get-config|set-config|state|transfer-leader ; catalog services|nodes|datacenters ;
                services register|deregister P ; intention create|delete|check|list|get|match NAME|I|P* ;
                acl bootstrap ; acl token|policy|role|auth-method create|list|read|update|delete ; config
                read|write|list|delete P|I|- ; force-leave|join I|P|N|U+ ; lock P|I CMD ; connect ca get-config|set-config ;
                OPT ANY*
            nomad : version|status|fmt ; OPT monitor ; run|plan|validate P ; stop|status|inspect|logs|exec P|I ; job|alloc|deployment|node
                status|list ; job run|plan|validate P+ ; job
                stop|status|revert|inspect|history|dispatch|restart|scale|promote|deployments|allocs|start|eval NAME|P N|P|I* ; job
                periodic force NAME ; stop NAME ; deployment promote|fail|pause|resume|status|unblock I|N|W ;
                alloc status|logs|restart|stop|signal|exec|fs|checks I P|NAME? ; alloc exec I CMD ; OPT alloc exec I|NAME+ CMD ;
                node drain|eligibility|status|meta|config I|N* ; server members|join|force-leave P|U|I* ;
                operator raft|autopilot|scheduler|gossip|snapshot
                list-peers|remove-peer|get-config|set-config|state|save|restore|inspect|transfer-leadership P|I|N* ;
                acl bootstrap ; acl policy|token|role apply|list|info|create|delete|self NAME|I|P* ;
                var get|put|list|purge P|I|A* ; namespace|volume|quota list|apply|delete|inspect|status|create|register|detach
                NAME|I|P* ; service|eval list|info|status|delete NAME|I? ; OPT ANY* ; OPT job|node|alloc|namespace|acl|operator
                $verbs|drain|eligibility|history|scale|token|policy ANY* ; system gc|reconcile
            nats : rtt|events ; pub|publish|sub|subscribe|req|request|reply I|NAME ANY* ; context select|add|ls|save NAME|I* ;
                stream|account backup|restore NAME|P* P ; server ping|check|report|list|info|cluster ANY* ; OPT ANY*
            netlify : deploy|build|dev|init|link|unlink|login|logout|status|open|watch|serve|switch ; I ANY* ;
                env:set K|V ANY* ; env set|get|list|unset|import|clone V|I|P|A ANY* ; functions|sites|env|blobs|api
                list I* ; functions|sites|env|blobs|api create|build|serve|delete|invoke|set|I I+ ; OPT functions build|serve|create ; OPT deploy|build|link|init
            supabase : start|stop|status|login|logout|link|init|unlink|services|bootstrap ; db push|reset|pull|diff|dump|lint|start ;
                migration|migrations up|new|list|repair|squash|fetch|down NAME|I|N* ; functions deploy|new|serve|delete|list|
                download NAME|I* ; gen types I|typescript|go|swift* ; secrets set|list|unset A|V|I* ; projects|branches|orgs|snippets
                list|create|delete|api-keys|get I* ; OPT ANY* ; OPT db|migration|functions|link|start|stop|gen|secrets|projects
                $verbs|push|reset|repair|types ANY*
            firebase : deploy|login|logout|init|serve|list ; use NAME|I ; I ANY* ; OPT deploy|use|login|serve NAME?
            vercel : deploy|build|dev|login|logout|ls|list|link|pull|whoami|rollback|redeploy|promote|inspect|logs|remove|rm U|I|P* ;
                alias set|ls|rm|list U|I|P* ; env add|ls|pull|rm V|K|I|P|$names* ; domains|certs|dns|teams|project|git|secrets
                ls|list|add|rm|inspect|move|issue|connect|switch U|I|A* ; OPT
                deploy|build|pull|link|ls|rollback|promote|redeploy|inspect|logs|alias|env|remove|rm U|I|P|ls|pull|add|set*
                ; OPT
            railway : up|deploy|redeploy|logs|status|login|logout|link|unlink|init|list|open|down|whoami ;
                environment|service NAME ; run|ssh CMD ; variables|variable set|list|delete A|V* ; OPT
                up|deploy|redeploy|logs|link|down|restart|environment|service|variables|connect|shell NAME?
            temporal : workflow|schedule|activity|batch|operator|env|task-queue
                list|start|execute|describe|show|terminate|cancel|signal|query|count|stack|trace|toggle|trigger|
                complete|get|set|namespace|cluster|search-attribute list|health|describe|create|I|A* ; server start-dev ; OPT
                workflow|schedule|activity|batch|operator|env|server|task-queue|worker $verbs|I|namespace|cluster $verbs|I|P|A*
            dapr : init|uninstall|list|stop|status|version|components|configurations ; OPT
                init|upgrade|uninstall|run|list|stop|status|logs|invoke|publish|dashboard|mtls ; OPT run CMD
            flux : check|install|uninstall|version ; bootstrap github|gitlab|git|bitbucket-server ; suspend|resume|delete|export|create|
                reconcile|get|events|logs|tree|trace|diff|build|push|pull|tag $fluxkinds
                git|helm|oci|bucket|chart|repository|policy|update|NAME|P|I* ; OPT ANY* ; OPT get|logs|events|reconcile ANY*
            velero : backup|restore|schedule|backup-location|snapshot-location|plugin|repo
                create|get|describe|logs|delete|download|add|remove|set|pause|unpause NAME|P|I* ; create|get|describe|delete
                backup|restore|schedule|backups|restores|schedules NAME|I* ; install|uninstall|version ; OPT
            cdk,sam,sls,serverless : $verbs C|I|NAME
            cdk : $verbs C|I+
            pulumi : up|preview|destroy C
            kind,fly,render,tilt,garden,func : OPT ; $verbs OPT ANY* ; create|delete cluster|get ANY* ;
                deploy|status|logs|scale|releases|secrets|machine|machines|apps|ssh I|$acts|$things|count|vm|memory|A* ANY? ;
                releases|machine|machines|apps|volumes $ends I|N
                ; load docker-image|image-archive P|I
            skopeo,crane,cosign,regctl,oras : copy|cp|sync|verify|sign|attest|digest|tag|inspect|delete|push|pull|
                append|mutate|manifest P|U|I|N|A+
            regctl,oras % -o
            nomad : system gc|reconcile
            etcdctl : endpoint health|status|hashkv ; OPT endpoint health|status|hashkv
            fastlane : ios|android|mac NAME ; $verbs|I|deliver|match|ios|android|mac $verbs|I|A|beta|release* ; OPT $verbs|I|A|ios|android*
            crane,regctl : tag P|U|I stable|latest|$names|I|N
            nats : stream|consumer|kv|object|server|account ls|list|info|add|rm|report|purge|check NAME*
            sentry-cli : releases|deploys|sourcemaps new|finalize|set-commits|list|delete|deploys|upload I|N|P|A* ; releases deploys
                I|N new|list
            consul : maint OPT ; maint
            newrelic : apm|entity|events|nrql|workload deployment|application|tags|post|query|get|list|create
                create|get|list|search|delete? ANY* ; OPT apm ANY*
            copilot : svc|app|env|job|pipeline|task deploy|init|show|ls|delete|status|logs|package|update I*
            glab : ci|mr|release|repo|variable|pipeline run|status|view|trigger|create|list|merge I|N*
            k9s,kubeseal,ytt,ko,kaniko,kubectx,kubens : OPT ANY* ; NAME|P ; apply|resolve|build|publish P
            dokku : I ANY* ; run NAME CMD ; ps|apps|config|logs|git|domains NAME ANY*
            heroku : I ANY* ; run CMD ; run ANY+ ; rake|rails I ;
                logs|releases|restart|login|config|ps|pg|addons|apps|info|status|dynos ; rollback I|N? ; create
                NAME?
            mina : deploy|setup|rollback A+
            cap,mina,fab,deployer,capistrano : NAME I+ ; OPT $verbs|NAME I|N|P* ; I+ ; production|staging|prod|dev
                deploy|rollback
            terraform,tofu % -chdir -target -var -var-file -lock -out
            terraform,tofu :
                init|plan|apply|destroy|validate|fmt|refresh|output|show|version|graph|get|providers|login|
                console|test P|I|tfplan|plan* ; output NAME ; import|taint|untaint I|P ANY? ; workspace
                select|new|list|show|delete NAME? ; state list|rm|mv|pull|push|show|replace-provider I|P* ;
                providers lock|mirror ANY*
            terragrunt : run-all|init|plan|apply|destroy|validate|output plan|apply|destroy|init* ; hclfmt
            ansible-playbook % --* -i -l --limit -t --tags -e --extra-vars -u -f -c --skip-tags --vault-password-file
                --inventory --user
            ansible-playbook : P+
            ansible % --* -i -m -a -u -b -l -f -t --become-user --limit
            ansible : OPT all|NAME|P|U
            ansible-galaxy,ansible-vault,ansible-inventory,ansible-lint,ansible-pull,ansible-doc :
                install|collection|role|encrypt|decrypt|edit|view|rekey|create|list|init|encrypt_string ANY* ; OPT
                ANY* ; P
            packer,vagrant,salt,salt-call,puppet,chef-client,chef-solo,knife,cfn-lint,cloud-init,bosh,juju,mitogen %
                -f -c -m
            packer,vagrant,bosh,juju :
                build|init|validate|fmt|up|halt|destroy|reload|provision|ssh|status|suspend|resume|box|deploy|
                upgrade P|NAME* ; OPT ANY*
            salt : Q|I|K NAME|I ANY* ; OPT ANY*
            salt-call,knife : I|NAME ANY* ; OPT ANY*
            puppet : apply P ; agent OPT ; OPT ANY*
            chef-client,chef-solo,cfn-lint : OPT ANY* ; P
            cloud-init : status|clean|init|query|collect-logs
            $aws = s3 ec2 ecs ecr eks lambda iam sts rds cloudformation cloudfront route53 ssm logs sqs sns dynamodb
                elb elbv2 autoscaling deploy codedeploy secretsmanager kms cloudwatch apigateway apigatewayv2 events
                stepfunctions elasticache s3api elasticbeanstalk amplify acm sso codebuild codepipeline efs glue
                athena kinesis batch wafv2 opensearch application-autoscaling servicediscovery apprunner lightsail
            aws % --* --profile --region --output --bucket --cluster --service --cluster-name --name --key
                --stack-name --function-name --alias --group --desired-status
            aws : $aws I ANY* ; $aws rm|ls|mb|rb|presign|website P|U|I|$dirs* ; s3 cp|mv|sync P|U|Q|$dirs|- P|U|Q|$dirs|- ;
                lambda|sns|deploy|cloudformation|ecs|sso|ecr
                invoke|publish|push|package|deploy|login|wait|tail|get-login ANY* ; logs tail P|I ; $aws wait I ;
                configure set|list|get|sso ANY* ; configure|sso login? ; OPT
            $cloud = run app compute container functions sql auth config projects builds artifacts services iam dns
                storage pubsub secrets logging beta alpha deploy clusters instances instance-groups managed
                components info init version source kms monitoring redis scheduler tasks traffic versions revisions
                jobs images revision operations firewall-rules addresses aks acr metrics alert alerts webapp functionapp
                group vm vmss network keyvault account cloud acr containerapp appservice deployment slot
                deployment-source staticwebapp backups databases topics subscriptions queues buckets keys cosmosdb
                postgres mysql sql role ad extension monitor cdn afd log tail patch
            gcloud,az % --* --project --region --zone -g --resource-group -n --name --image --platform --slot
                --subscription -r --registry -o --output --format --location --service --cluster --account --type
                --target-slot --query
            gcloud,az : $cloud|$verbs|I+ $acts|I|P|U|N|A $cloud|$verbs|I|P|U|N|A* NAME? I|P|U|N|A* ;
                $cloud|$verbs|I+ failover|replace|recreate|suspend NAME I|P|U|N|A* ; OPT $cloud|$verbs|I+ failover|replace|recreate|suspend NAME? ; $cloud|I $acts NAME? ;
                $cloud+ $ends NAME ; OPT $cloud|$verbs|I+ NAME? I|P|U|N|A* ; app deploy|browse P* ; info|version|init|login ; OPT
            gsutil,bq,azcopy,s3cmd,rclone,mc,restic,borg,rdiff-backup,duplicity,barman,wal-g,pgbackrest,duplicacy %
                -r -m -c --repo --tag --stanza --type
            gsutil,bq,azcopy,s3cmd,rclone,mc,restic,borg,rdiff-backup,duplicity,barman,wal-g,pgbackrest :
                ls|mb|rb|cat|du|stat|setmeta|web|acl|query|load|mk|snapshots|forget|prune|check|list|init|info|unlock|
                backup-push|backup-fetch|backup-list $dirs|R|ANY* ; cp|mv|rm|rsync|sync|copy|move|put|get|del|backup|restore|
                create|extract|mirror|find|mount|recover $dirs|R|ANY+ ; OPT backup|restore|recover ; OPT P|U|R|I|N* ;
                P|U|R P|U|R
            restic : restore latest ; OPT restore latest
            bundle % -n
            """;

    private DeploymentTools() {}
}
