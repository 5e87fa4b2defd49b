package io.github.devopsagent.barestring;

/** The forms of tools that build and run programs, and of version control. See {@link ToolTable} for the notation. */
final class ProgrammingTools {

    static final String LISTS = """
            $targets = all build rebuild test check lint fmt format vet clean distclean dist install uninstall
                deploy undeploy redeploy release publish package pack push pull up down start stop restart run serve
                dev prod staging production docker image images container migrate migrations rollback seed restore
                setup init bootstrap deps generate gen codegen docs doc help version tag stage pristine verify
                validate ci cd bench coverage smoke e2e unit integration compile assemble bundle upload download
                sync plan apply destroy infra logs status health reload update upgrade frontend backend web api app
                server client worker proto assets static preview watch typecheck storybook export import prepare
                ship rollout promote canary prettier eslint prisma configure bump changelog default world vendor tidy shell
                ssh console db reset smoketest sdist wheel postinstall preview
            $doing = build rebuild test check lint fmt format clean dist install uninstall deploy release publish package
                pack push pull up down start stop restart run serve migrate rollback setup init generate gen verify validate
                bundle export preview watch sync compile assemble upload download upgrade update new add get create doctor
                emulate archive submit prebuild clear
            $chain = all build lint fmt vet clean distclean install docker push deploy package
            $refs = main master develop dev trunk staging production prod stable live gh-pages HEAD FETCH_HEAD
                ORIG_HEAD @
            $remotes = origin upstream heroku dokku
            """;

    static final String FORMS = """
            git % -C -b -B -m -c -t --branch -s -X -n -u --author --message --format --sort --depth --remote --date
            git : status|fetch|pull|push|gc|stash|log|diff|show|init|prune|reflog|describe|branch|tag|remote|
                version|fsck ;
                add|commit|clean|reset|checkout|switch|fetch|push|pull|branch|tag|clone|stash|submodule|
                cherry-pick|merge|rebase|revert|restore|describe|log|diff|show|ls-files|ls-tree|rev-parse|
                rev-list|config|archive|am|apply|bisect|worktree|rm|count-objects|for-each-ref|shortlog|
                update-index|repack OPT ; ls-files|for-each-ref PART ; pull|push|fetch|ls-remote $remotes|U|P|I $refs|I|P|N* ; push|pull|fetch
                production|prod|staging|live $refs|I|P ;
                checkout|switch|reset|merge|rebase|revert|cherry-pick|show|log|diff|branch|tag|describe|
                rev-parse|rev-list|archive|blame|ls-tree|merge-base $refs|I|P|N|K+ ;
                checkout|switch|branch|tag OPT NAME|$refs|N|P? ; reset OPT $refs|I|N|P? ;
                restore|add|rm|mv|apply|am|blame|checkout|diff|log|clean|show $refs|I|P|N|K* ; tag I|N|K
                $refs|I|P|N? ; OPT checkout|switch|branch NAME $remotes|$refs|I|P? ; clone U|P NAME|P? ; submodule
                update|init|sync|add|foreach|status|deinit ANY* ; remote
                add|remove|rm|rename|set-url|show|prune|update|get-url $remotes|NAME U|P|R|I? ; stash
                push|pop|apply|list|drop|save|show|clear I|N? ; worktree add|remove|list|prune P|I|$refs* ; bisect
                start|good|bad|reset|run I|N|P* ; config I ANY? ; config OPT I ANY? ; lfs
                pull|fetch|install|push|track $remotes|$refs|I|P* ; notes|bundle|flow|subtree
                I|P|$refs|create|add|push|pull|split|release|hotfix|start|finish|feature|merge+
            svn,hg,jj % -m -r
            svn,hg,jj :
                up|update|commit|checkout|co|ci|pull|push|status|info|revert|merge|switch|cleanup|export|diff|
                log|add ANY* ; OPT ANY*
            make,gmake,remake % -* -C -f -j -I -o -W --directory --file
            make,gmake,remake : ; $targets|I|P|A|N|K I|P|A|N|K* ; I|P|A|N|K+ $targets? A* ; $chain+ test? I|P|A|N|K*
                ; OPT W ; OPT I|P|A|N|K* $targets|W? I|P|A|N|K* ; OPT $chain+ test? I|P|A|N|K*
            rake,task,just,mage,invoke,inv,doit,grunt,gulp,ant,ninja,waf,scons,b2,gradlew,gradle,mvnw,mvn,sbt,lein,
                boot,buck,bazel,bazelisk,pants,please,earthly,nx,turbo,lerna,rush,moon % -f -p -pl -P --filter
                --project --scope -C -c --target --workspace
            rake,mage,inv,doit,grunt,gulp,ant,ninja,waf,scons,sbt,lein :
                uberjar|ring|run|compile|assembly|stage|dist I* ; ; $targets|I|A|P|N+ ; OPT $targets|I|A|P|N*
            task,just,invoke,buck : OPT $targets|I|A|P|N*
            task,invoke,buck : $targets|I $targets|$names|I|A|P|N+
            just : I $targets|$names|I|A|P|N* ; $targets I|A|P|N+ ; $targets prod|production|staging|stage|dev|qa|uat
            task,invoke : $targets|I
            earthly,nx,turbo,lerna,rush,moon,bazel,bazelisk : $targets|I|P|run|run-many|affected|exec|query|fetch
                $targets|I|P|U|A* ; OPT $targets|I|P*
            mvn,mvnw % -* -P
            mvn,mvnw : clean|validate|compile|test|package|verify|install|deploy|I|A|P|site|site-deploy|initialize|
                test-compile|process-classes|process-resources|integration-test|dependencies|wrapper+ ; OPT
                clean|validate|compile|test|package|verify|install|deploy|I|A|P|site|integration-test*
            gradle,gradlew :
                $targets|I|A|P|site|site-deploy|initialize|war|jar|publishing|process-classes|process-resources|
                test-compile|dependencies|tasks|wrapper|bootRun|bootJar+ ; OPT $targets|I|A|P|site|tasks*
            npm,yarn,pnpm,bun,cnpm,pip,pip3,conda,mamba,gem,poetry,uv,make,gmake,gem % ++
            npm,yarn,pnpm,bun,cnpm % -w --workspace --prefix --filter -C --dir --registry --tag --scope --cwd
            yarn :
            npm,yarn,pnpm,bun,cnpm :
                ci|test|t|tst|start|stop|restart|audit|pack|publish|outdated|prune|version|whoami|login|logout|
                link|ping|doctor|rebuild|dedupe|ls|list|it|cit|install|i|update|set|
                upgrade|shrinkwrap|run|dlx ;
                install|i|add|uninstall|remove|rm|update|up|upgrade|un|link|unlink|outdated|ls|why|view|info|
                pack|publish I|P|U* ; install|i|add|uninstall|remove OPT NAME|P|U+ ; add NAME|P|U ;
                run|run-script|rum $targets|I|P|N I|P|U|N|A* ; run W ; I I|P|N|A* ;
                test|start|exec|dlx|x|create|node I|P|N|A* ; exec|dlx|x CMD ; exec|dlx|x NAME|P I|P|N|A|$targets* ;
                version patch|minor|major|prerelease|N|I ; audit fix|signatures ; cache clean|verify|list|dir ;
                config set|get|delete|list ANY* ; dist-tag|access|token|owner add|rm|ls|list|remove|grant|revoke U|P|I|N*
                latest|next|beta|stable|ANY? ; workspace NAME ANY* ;
                workspaces foreach|list|info|focus|run run? $targets|I|P* ; workspaces ANY* ; pm2 ANY* ; OPT
            yarn,pnpm,bun,cnpm : build|lint|dev|serve|deploy ; $targets I|P|N|A*
            yarn : set version berry|classic|stable|latest|N
            yarn : workspace NAME|$targets $targets I|P|N|A* ; workspace NAME|$targets CMD ; CMD
            pnpm : deploy P|$dirs
            migrate % -path -database -source
            migrate : OPT up|down|goto|version|force|drop N?
            drush : updatedb
            dotnet % -o --output --configuration
            npx,bunx,pnpx % -p --package -c
            npx,bunx,pnpx : NAME|P $targets|$verbs|I|P|U|N|A* W? I|P|N|A* ; CMD
            node,deno,tsx,ts-node,ruby,perl,php,lua,Rscript,groovy,kotlin,scala,elixir,escript,julia,crystal,racket,
                swipl,python,python2,python3,py,pypy3,bash,sh,zsh,dash,ksh,fish,pwsh,powershell,java,dotnet,mono,
                wine,bb,clojure,clj % -m -e -c -r -jar -cp -s -d -x
            node,deno,tsx,ts-node,ruby,perl,php,lua,Rscript,groovy,kotlin,scala,elixir,escript,julia,crystal,racket,
                python,python2,python3,py,pypy3,bash,sh,zsh,dash,ksh,fish,pwsh,powershell,java,bb,clojure,clj : P
                $targets|$verbs? MARK* $sites? MARK* ; P MARK* $sites|$scripts? MARK* $switches ; OPT $targets|$verbs|ANY* ; PIPED ; REDIR
            bash,sh,zsh,dash,ksh : SUDO
            python,python2,python3 : P collectstatic|loaddata|createsuperuser|compilemessages|flush|shell ANY*
            php : occ I|W|upgrade|status ANY*
            php : artisan|please|spark|bin/console $switches|$targets|I|P ANY* ; artisan optimize|about|list|tinker|env|route|inspire
            deno : run|task|test|compile|deploy|cache|install|fmt|lint|$targets I|P|U|$targets*
            dotnet : $targets|restore|new|nuget|tool|ef|sln|add|list|msbuild|vstest
                P|I|$verbs|database|update|migrations|script|N|K|C* ; P ANY*
            python3.8,python3.9,python3.10,python3.11,python3.12,python3.13,ipython : P $targets|$verbs? ANY* ; OPT
                ANY*
            conda,mamba,micromamba : activate NAME ; env update|create|remove|export OPT P|I*
            pwsh,powershell % -File -Command -Environment -Configuration -Version -Target -Stage -Region -Name
                -ExecutionPolicy
            pip,pip3,pipx,conda,mamba,micromamba,easy_install % -r -c -e -t -i -n --target --index-url --name
                --requirement
            pip,pip3,pipx,conda,mamba,micromamba,easy_install :
                install|uninstall|upgrade|download|wheel|show|inject|update|remove|run|create|inject|reinstall
                NAME|P|U|A* ; freeze|list|check|cache|config|info|env|activate|init|ensurepath|upgrade-all|debug
                ANY* ; OPT
            poetry,pipenv,uv,pdm,rye,hatch,tox,nox % -e -r -s -p --with --without --only --extra --group --env
                --python
            poetry,pipenv,uv,pdm,rye,hatch,tox,nox :
                install|update|build|publish|lock|check|version|show|export|sync|shell|clean|graph|init|venv|
                sync|self|env|config|python|tool|cache|pip|tree|remove|add ANY* ; run CMD ; run NAME|P ANY* ; OPT ;
                OPT ANY
            tox,nox : ; OPT NAME
            go % -o -C -run -tags -ldflags
            go : build|test|run|install|vet|get|generate|fmt|list|clean|doc|fix P|U|I* ; run P|U
                $targets|$switches|ANY* ; version|env|bug ; env I|A|K* ; mod
                tidy|download|vendor|verify|init|graph|edit|why P|U|I* ; tool|work|telemetry ANY* ; OPT
            cargo % -p --package --bin --features --target --profile --manifest-path
            cargo : sqlx|diesel|make|xtask|lambda|dist|chef|loco migrate|migration|migrations|run|revert|redo|info|
                add|setup|prepare|cook|$targets|I|P|N*
            cargo : build|test|publish|clippy|fmt|clean|check|update|doc|bench|fetch|audit|login|vendor|package|fix|tree|b|t|c
                I|P|N* ; run|r|nextest|deny I|P|N|$targets* ; OPT build|test|bench|run|doc|check|b|t|r|c I|P|N|$targets* ; install|add|remove|uninstall NAME|P+ ; OPT ; I ANY*
            rustup,cross,wasm-pack,trunk,mix,rebar3,gleam,stack,cabal,opam,dune,zig,nim,nimble,swift,xcodebuild,pod,
                flutter,dart,fvm,cmake,ctest,meson,conan,vcpkg,autoreconf,composer,phpunit,pest,wp,drush,symfony,
                artisan,hanami,rspec,cucumber,gem,rbenv,pyenv,nvm,fnm,volta,asdf,mise,sdk,jenv,tfenv,jekyll,hugo,
                gatsby,nuxt,vite,webpack,esbuild,rollup,tsc,ng,vue,expo,eas,react-native,cordova,ionic,
                electron-builder,jest,vitest,mocha,ava,cypress,playwright,k6,artillery,locust,newman,pytest,nose2,
                coverage,mypy,ruff,black,flake8,pylint,eslint,prettier,stylelint,shellcheck,hadolint,golangci-lint,
                goreleaser,semantic-release,release-it,changeset,standard-version,lerna,twine,sphinx-build,mkdocs,
                docsify,protoc,buf,sqlc,swagger,openapi-generator,pre-commit,husky,lefthook,commitlint,typedoc,
                javadoc,javac,jar,jlink,jshell,jstack,jmap,jcmd,jps,keytool,ab,wrk,hey,vegeta,siege % -c -o -p -t -m
                -k -n -e -s --target --config --env -d -r -P -f -j --mode
            wasm-pack,rebar3,gleam,cabal,opam,dune,nimble,xcodebuild,flutter,dart,fvm,cmake,ctest,meson,jekyll,hugo,
                gatsby,nuxt,vite,webpack,ng,vue,expo,eas,react-native,cordova,ionic,goreleaser,mkdocs,buf,sqlc :
                $doing|I $doing|NAME|P|U|N|A|production|prod|staging|android|ios|web|docs* ; OPT I|P|U|N|A* ; I ANY* ;
                OPT $doing|I $doing|NAME|P|U|N|A|production|prod|staging|android|ios|web|docs*
            cypress : run|open|verify|install|info|version ; cache path|list|clear|prune ; OPT run|open|info P|I*
            playwright : test|install|show-report|codegen|merge-reports P|U|I|chromium|firefox|webkit* ; OPT
                test|install|show-report|codegen|merge-reports P|U|I|chromium|firefox|webkit*
            k6,artillery,newman : run|cloud|inspect|archive|report|quick P|U ; run ; OPT run|cloud|quick|report P|U*
            composer : install|update|require|remove|dump-autoload|dumpautoload|self-update|validate|diagnose|outdated|audit|
                check-platform-reqs|clear-cache|create-project|run-script|run|show|exec|global|archive P|I|U|N|Q* ;
                run-script|run|exec NAME ; config I|P ANY* ; OPT ANY*
            hugo : server|new P?
            mix,
                conan,vcpkg,wp,drush,symfony,artisan,hanami,gem,rbenv,pyenv,asdf,mise,sdk,
                jenv,tfenv,changeset,pre-commit,lefthook :
                $targets|$verbs|I|require|dump-autoload|server|s|runner|console|generate|global|local|shell|exec|
                default|toolchain|component|plugin|core|db|cache|cr|updb|cim|user|option|theme|site|secure-server|
                g|new|release|ship|set-version|run|verify NAME|P|U|N|A|$targets|$verbs|nightly|stable|beta* ; OPT I|P|U|N|A* ; I ANY*
            swift % --* -c
            xcodebuild % -* -scheme -configuration -project -workspace -archivePath -destination -sdk
            xcodebuild : OPT archive|build|test|clean|analyze+
            earthly : OPT +build|+release|+deploy|+docker|+image|+all|+push|+test+ ; +build|+release|+deploy|+docker|+image|+all|+push|+test
            cross,trunk,stack,zig,nim,swift,next,pod : build|test|run|start|export|install|package|serve|c P|I* ;
                OPT P|I|N|A*
            autoreconf,phpunit,pest,rspec,cucumber,esbuild,rollup,tsc,electron-builder,jest,vitest,mocha,ava,locust,
                pytest,nose2,coverage,mypy,ruff,black,flake8,pylint,eslint,prettier,stylelint,shellcheck,hadolint,
                golangci-lint,semantic-release,release-it,standard-version,twine,sphinx-build,protoc,swagger,
                openapi-generator,husky,commitlint,typedoc,javadoc,javac,jar,jlink,jshell,jstack,jmap,jcmd,jps,
                keytool,ab,wrk,hey,vegeta,siege : P|U|I|N+ ; OPT ANY? I|P|U|N|A* ;
                run|check|upload|report|html|xml|attack|generate|format|lint|install ANY* ; PIPED
            pytest,jest,vitest,rspec,tsc,phpunit,mocha,semantic-release,flake8 :
            bundle : exec bootsnap precompile P*
            bundle : OPT install development|test|staging|production|docs*
            bundle : install|update|check|outdated|clean|package|config|lock|add|init ANY* ; exec CMD ; exec NAME
                I|P|N|A|$targets|$verbs* ; exec cap NAME I|deploy|rollback ; OPT
            sphinx-build : OPT P|$dirs|docs|doc|source|html|out+
            keytool % -storepass -keypass -alias -keystore -file
            keytool : OPT
            rails : db:migrate|I I|A* ; server|s|console|c|runner|test ANY*
            foreman,overmind,honcho,procodile,hivemind : start|run|restart|stop|export NAME* ; run CMD
            flyway,liquibase,alembic,dbmate,goose,knex,sequelize,sequelize-cli,prisma,typeorm,django-admin,flask,
                diesel,sqlx,atlas,sqitch,phinx,doctrine,migrate-mongo,ecto,yoyo,drizzle-kit,golang-migrate,
                sql-migrate % --* -dir -c -x -n --config --name --env -s -d -f -m
            diesel,sqlx : migration|migrate|database run|revert|redo|list|pending|info|add|setup|reset|create|drop I*
            python,python2,python3,py : -m alembic|flask|django|pytest|pip|build|twine|aerich|yoyo|celery|gunicorn|
                uvicorn $targets|$verbs|I|P|N|downgrade|head|heads|base|current|history|stamp|revision|db*
            knex,sequelize,sequelize-cli : I I|P|N|A* ; OPT I I|P|N|A*
            flyway,liquibase,alembic,dbmate,goose,typeorm,django-admin,
                diesel,sqlx,sqitch,phinx,doctrine,migrate-mongo,yoyo,drizzle-kit,golang-migrate,sql-migrate :
                $targets|$verbs|I|downgrade|revision|current|history|stamp|baseline|repair|undo|revert|db|
                migrate|latest|database
                $targets|$verbs|I|N|P|A|head|heads|base|latest|dev|reset|current|upgrade|downgrade* ; OPT
                $switches|$targets|ANY*
            prisma : migrate deploy|dev|reset|status|resolve|diff ; db push|pull|seed|execute ; generate|validate|format|studio|
                init|version ; OPT ANY* ; OPT migrate|db|generate deploy|dev|reset|status|resolve|diff|push|pull|seed|execute*
            flask : run|shell|routes|deploy|I ; db upgrade|downgrade|migrate|init|current|history|stamp|revision|heads|merge I|N|head* ;
                I ANY* ; OPT ANY* ; OPT run|db|deploy|I $verbs|I|head*
            """;

    private ProgrammingTools() {}
}
