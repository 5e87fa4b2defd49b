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
            $verbs = deploy create delete describe list ls update start stop restart reset get set add remove rm
                submit rollback apply sync login logout activate deactivate enable disable show run resize scale up
                down status logs analyze revert push pull import export backup restore promote switch open ssh exec
                build publish install uninstall upgrade init destroy plan validate version info config wait cancel
                abort pause resume history auth app apps machine machines secrets repo cluster cluster-info context
                node nodes service services instance instances job jobs release releases env envs env:set deployment
                deployments image images undeploy reconcile drain use bootstrap check dev preview prod rename token
                server operator cert certs domain domains regions volumes proxy setup redeploy stage test lock
                unlock kv read write put seal unseal lease policy secret workflow run pr issue tag rerun view watch
                download upload diff dispatch fetch clone kustomization source helmrelease synth doctor whoami link
                unlink clean completion members raft snapshot save leave reload join force-leave alloc eval host
                allocation select stack preview refresh outputs output db migrate invalidate accessory audit details
                boot traefik rollouts rollout undo retry sealed-secret reports clear reboot plugin plugins
                endpoint console sourcemaps schedule schedules converge toggle stat viz standby switchover media deploys
            """;

    static final String FORMS = """
            kubectl,oc,k3s,microk8s,kubecolor % -n --namespace -c --container -l --selector -o --output -f
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
                version|cluster-info|api-resources|api-versions|get-contexts ; explain NAME ; auth can-i|whoami ANY*
                ; auth can-i $verbs|list|patch|watch $kinds|P|I ; rollout latest P|I ; run NAME ; run NAME CMD ; argo rollouts $verbs $kinds|NAME NAME|A* ;
                kustomize P ; rolling-update NAME ; login|logout U? ; new-app|start-build|tag NAME|P|I+ ; project
                NAME ; adm ANY* ; debug P|NAME ; certificate approve|deny NAME
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
            docker,podman,nerdctl : OPT run P|U up|down|migrate|upgrade|serve|$scripts ANY*
            podman : auto-update ; OPT auto-update
            pscale,jf : deploy-request|branch|backup|database|rt|rbp create|deploy|diff|list|show|delete|promote|ping|upload|
                u|dl|del|cp|mv|bp NAME|P|U|Q|N* ; OPT
            docker : rollout NAME
            docker-compose,podman-compose :
                up|down|pull|push|build|restart|start|stop|rm|logs|ps|kill|config|create|pause|unpause|top|
                images|version NAME* ; scale A+ ; exec NAME CMD ; run NAME CMD? ; OPT run|exec NAME NAME|P|I ANY*
            helm % -n --namespace -f --values --version --kube-context --set --set-string --repo --output -o
                --history-max
            helm : install|upgrade NAME P|U|I|. ; OPT install|upgrade NAME NAME ; OPT install P|U ;
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
            helmfile,kustomize,skaffold,tilt,argocd,argo,flux,velero,istioctl,linkerd,eksctl,kops,minikube,k3d,
                kubeadm,nomad,consul,vault,etcdctl,gh,glab,circleci,sentry-cli,datadog-ci,firebase,supabase,
                wrangler,oci,ibmcloud,linode-cli,hcloud,scw,openstack,doctl,flyctl,vercel,netlify,railway,kamal,cf,
                eb,cdk,cdktf,sam,sls,serverless,pulumi,terragrunt,amplify,surge,copilot,ecs-cli,convox,waypoint,
                werf,kapp,skopeo,crane,cosign,crictl,ctr,buildah,trivy,snyk,dagger,okteto,aliyun,tccli,yc,civo,exo,
                tkn,kn,dapr,nats,temporal,fastly,rke,talosctl,clusterctl,sops,tsh,azd,swa,caprover,krane : $verbs ;
                $verbs|I|P|U $verbs|I|P|U|N|A* NAME? I|P|U|N|A|K* ; OPT
            cdk,sam,sls,serverless,pulumi : $verbs C|I|NAME+
            kind,fly,render,tilt,garden,func : OPT ; $verbs OPT ANY* ; create|delete cluster|get ANY* ;
                deploy|status|logs|scale|releases|secrets|machine|machines|apps|ssh I|$verbs|count|vm|memory|A* ANY?
                ; load docker-image|image-archive P|I
            skopeo,crane,cosign,regctl,oras : copy|cp|sync|verify|sign|attest|digest|tag|inspect|delete|push|pull|
                append|mutate|manifest P|U|I|N|A+
            regctl,oras % -o
            nomad : system gc|reconcile
            etcdctl : endpoint health|status|hashkv ; OPT endpoint health|status|hashkv
            fastlane : $verbs|I|deliver|match|ios|android|mac $verbs|I|A|beta|release* ; OPT $verbs|I|A|ios|android*
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
            aws : $aws I ANY* ; $aws cp|mv|rm|sync|ls|mb|rb|presign|website P|U|I|$dirs* ;
                lambda|sns|deploy|cloudformation|ecs|sso|ecr
                invoke|publish|push|package|deploy|login|wait|tail|get-login ANY* ; logs tail P|I ; $aws wait I ;
                configure set|list|get|sso ANY* ; configure|sso login? ; OPT
            $cloud = run app compute container functions sql auth config projects builds artifacts services iam dns
                storage pubsub secrets logging beta alpha deploy clusters instances instance-groups managed
                components info init version source kms monitoring redis scheduler tasks traffic versions revisions
                jobs images operations firewall-rules addresses aks acr metrics alert alerts webapp functionapp
                group vm vmss network keyvault account cloud acr containerapp appservice deployment slot
                deployment-source staticwebapp backups databases topics subscriptions queues buckets keys cosmosdb
                postgres mysql sql role ad extension monitor cdn afd log tail patch
            gcloud,az % --* --project --region --zone -g --resource-group -n --name --image --platform --slot
                --subscription -r --registry -o --output --format --location --service --cluster --account --type
                --target-slot --query
            gcloud,az : $cloud|$verbs|I $cloud|$verbs|I|P|U|N|A+ NAME? I|P|U|N|A* ; info|version|init|login ; OPT
            gsutil,bq,azcopy,s3cmd,rclone,mc,restic,borg,rdiff-backup,duplicity,barman,wal-g,pgbackrest,duplicacy %
                -r -m -c --repo --tag --stanza --type
            gsutil,bq,azcopy,s3cmd,rclone,mc,restic,borg,rdiff-backup,duplicity,barman,wal-g,pgbackrest :
                cp|mv|rm|ls|rsync|sync|copy|move|mb|rb|put|get|del|cat|du|stat|setmeta|web|acl|query|load|mk|
                backup|restore|snapshots|forget|prune|check|create|extract|list|init|info|mirror|find|unlock|
                mount|backup-push|backup-fetch|backup-list|recover|check $dirs|R|ANY* ; OPT P|U|R|I|N* ; P|U|R P|U|R
            restic : restore latest ; OPT restore latest
            bundle % -n
            """;

    private DeploymentTools() {}
}
